package dev.byok.keys.stores;

/** The source of the encrypted file's passphrase: a file that the user named, or the terminal. */
public interface Passphrase {
  /**
   * Returns the passphrase. It is called again only after a wrong passphrase.
   *
   * @param creating whether the file is about to be created; a typed passphrase is then asked for
   *     twice
   */
  PassphraseBytes ask(boolean creating);
}
