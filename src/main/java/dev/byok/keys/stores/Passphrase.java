package dev.byok.keys.stores;

/**
 * Where the passphrase of the encrypted file comes from: a file the user named, or the terminal.
 */
public interface Passphrase {
  /**
   * The passphrase; asked for again only when the one before was wrong.
   *
   * @param creating whether the file is about to be made, so that a typed passphrase is worth
   *     asking for twice
   */
  PassphraseBytes ask(boolean creating);
}
