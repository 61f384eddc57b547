package dev.byok.keys.stores.dbus;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The service's side of the encrypted session. */
final class FakeSession {
  private static final int PRIME_BYTES = 128;
  private static final BigInteger PRIME =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
              + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
              + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
              + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
          16);

  private final BigInteger exponent = new BigInteger(256, new Random(7)).setBit(255);
  private final SecretKeySpec key;

  FakeSession(byte[] publicKey) throws GeneralSecurityException {
    byte[] shared = padded(new BigInteger(1, publicKey).modPow(exponent, PRIME));
    byte[] derived =
        KDF.getInstance("HKDF-SHA256")
            .deriveData(HKDFParameterSpec.ofExtract().addIKM(shared).thenExpand(new byte[0], 16));
    this.key = new SecretKeySpec(derived, "AES");
  }

  byte[] publicKey() {
    return padded(BigInteger.TWO.modPow(exponent, PRIME));
  }

  byte[] crypt(int mode, byte[] iv, byte[] text) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(mode, key, new IvParameterSpec(iv));
    return cipher.doFinal(text);
  }

  private static byte[] padded(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int count = Math.min(bytes.length, PRIME_BYTES);
    byte[] padded = new byte[PRIME_BYTES];
    System.arraycopy(
        Arrays.copyOfRange(bytes, bytes.length - count, bytes.length),
        0,
        padded,
        PRIME_BYTES - count,
        count);
    return padded;
  }
}
