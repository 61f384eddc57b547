package dev.byok.http.tls;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/**
 * A file of root certificates from which one can be read without the others. The JDK's own store
 * must be parsed whole.
 *
 * <p>Its format, big-endian: {@code BYOKROOT}, an int count, then for each root a long (64-bit
 * FNV-1a of its subject in {@link X500Principal#CANONICAL} form), an int offset and an int length,
 * then the roots as DER. Roots are ordered by hash, then by DER.
 */
public final class RootIndex {
  private static final byte[] MAGIC = {'B', 'Y', 'O', 'K', 'R', 'O', 'O', 'T'};
  private static final int ENTRY = 16;
  private static final int MOST = 10_000;
  private static final int LONGEST = 64 * 1024;

  /** One root as the generator sorts it. */
  private static final class Root {
    final long hash;
    final byte[] der;

    Root(X509Certificate certificate) throws CertificateEncodingException {
      this.hash = RootIndex.hash(certificate.getSubjectX500Principal());
      this.der = certificate.getEncoded();
    }
  }

  private final Path file;
  private final ByteBuffer table;

  private RootIndex(Path file, ByteBuffer table) {
    this.file = file;
    this.table = table;
  }

  /** Writes the certificates of a store. The same store gives the same bytes. */
  public static void write(KeyStore store, Path file) throws IOException, GeneralSecurityException {
    List<Root> roots = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Certificate certificate = store.getCertificate(alias);
      if (certificate instanceof X509Certificate x509) {
        roots.add(new Root(x509));
      }
    }
    roots.sort(
        Comparator.comparingLong((Root root) -> root.hash)
            .thenComparing(root -> root.der, Arrays::compareUnsigned));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.writeInt(roots.size());
    int offset = MAGIC.length + 4 + roots.size() * ENTRY;
    for (Root root : roots) {
      out.writeLong(root.hash);
      out.writeInt(offset);
      out.writeInt(root.der.length);
      offset += root.der.length;
    }
    for (Root root : roots) {
      out.write(root.der);
    }
    Files.write(file, bytes.toByteArray());
  }

  /** Reads the table, but not the roots. */
  static RootIndex open(Path file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] head = new byte[MAGIC.length + 4];
      in.readFully(head);
      int count = ByteBuffer.wrap(head).getInt(MAGIC.length);
      if (!Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
          || count < 0
          || count > MOST) {
        throw new IOException("not an index of roots");
      }
      byte[] table = new byte[count * ENTRY];
      in.readFully(table);
      return new RootIndex(file, ByteBuffer.wrap(table));
    }
  }

  /**
   * Returns the DER of every root whose subject may be this one: two subjects can have the same
   * hash.
   */
  List<byte[]> find(X500Principal subject) throws IOException {
    long hash = hash(subject);
    List<byte[]> found = new ArrayList<>(1);
    for (int at = 0; at < table.limit(); at += ENTRY) {
      if (table.getLong(at) == hash) {
        found.add(read(at));
      }
    }
    return found;
  }

  /** Returns the DER of the shortest root, for a rehearsal. That root has an elliptic-curve key. */
  byte[] shortest() throws IOException {
    int shortest = 0;
    for (int at = 0; at < table.limit(); at += ENTRY) {
      if (table.getInt(at + 12) < table.getInt(shortest + 12)) {
        shortest = at;
      }
    }
    return read(shortest);
  }

  private byte[] read(int at) throws IOException {
    int length = table.getInt(at + 12);
    if (length < 0 || length > LONGEST) {
      throw new IOException("not an index of roots");
    }
    byte[] der = new byte[length];
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      in.seek(table.getInt(at + 8));
      in.readFully(der);
    }
    return der;
  }

  private static long hash(X500Principal subject) {
    String name = subject.getName(X500Principal.CANONICAL);
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
