package dev.byok.keys;

import dev.byok.keys.dbus.Bus;
import dev.byok.keys.dbus.BusAddresses;
import dev.byok.keys.dbus.BusError;
import dev.byok.keys.dbus.Call;
import dev.byok.keys.dbus.MalformedMessageException;
import dev.byok.keys.dbus.WireReader;
import dev.byok.keys.dbus.WireWriter;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The Secret Service on the session bus, read without a library: java-keyring's costs five times
 * the start-up, and cannot tell a locked item from an absent one. On the way to a value nothing is
 * used that makes the JVM generate code (lambdas, string concatenation).
 *
 * @see <a href="https://specifications.freedesktop.org/secret-service-spec/latest/">Secret Service
 *     API</a>
 */
final class SecretService implements AutoCloseable {
  private static final String NAME = "org.freedesktop.secrets";
  private static final String PATH = "/org/freedesktop/secrets";
  private static final String SERVICE = "org.freedesktop.Secret.Service";
  private static final String ITEM = "org.freedesktop.Secret.Item";
  private static final String PROMPT = "org.freedesktop.Secret.Prompt";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  private static final String NONE = "/";

  private final Bus bus;
  private final Unlocking unlocking;
  private final Future<SecretSession> prepared;

  private SecretService(Bus bus, Unlocking unlocking, Future<SecretSession> prepared) {
    this.bus = bus;
    this.unlocking = unlocking;
    this.prepared = prepared;
  }

  /** Connects to the first bus that answers; good for one {@link #read}. */
  static SecretService open(BusAddresses addresses, Unlocking unlocking)
      throws NoSecretServiceException, BusError, IOException {
    Future<SecretSession> session = SecretSession.prepare();
    IOException last = null;
    for (String socket : addresses.sockets()) {
      try {
        SecretService opened = new SecretService(Bus.connect(socket), unlocking, session);
        unlocking.connected(socket);
        return opened;
      } catch (MalformedMessageException | java.nio.channels.ClosedChannelException broken) {
        throw broken;
      } catch (IOException unreachable) {
        last = unreachable;
      }
    }
    throw NoSecretServiceException.noBus(last);
  }

  /** The secret of the one item with this name. */
  Secret read(KeyName name)
      throws NoSecretServiceException,
          BusError,
          IOException,
          InterruptedException,
          ExecutionException {
    String item = find(name);
    SecretSession session = prepared.get();
    WireReader opened =
        call(
            PATH,
            SERVICE,
            "OpenSession",
            "sv",
            new WireWriter()
                .string(SecretSession.ALGORITHM)
                .signature("ay")
                .octets(session.publicKey()),
            "vo");
    opened.variant("ay");
    session.meet(opened.octets());
    WireReader secret =
        call(item, ITEM, "GetSecret", "o", new WireWriter().string(opened.string()), "(oayays)");
    secret.string();
    byte[] parameters = secret.octets();
    return session.decrypt(parameters, secret.octets());
  }

  /** The path of the one unlocked item with this name; a failure for none and for several. */
  String find(KeyName name) throws NoSecretServiceException, BusError, IOException {
    WireReader found = search(name);
    List<String> unlocked = found.strings();
    List<String> locked = found.strings();
    int count = unlocked.size() + locked.size();
    if (count == 0) {
      throw KeychainFailures.absent(name);
    }
    if (count > 1) {
      throw KeychainFailures.several(name, count);
    }
    if (unlocked.isEmpty()) {
      unlock(locked.getFirst(), name);
      return locked.getFirst();
    }
    return unlocked.getFirst();
  }

  /** How many items there are under this name, locked ones included. */
  int count(KeyName name) throws NoSecretServiceException, BusError, IOException {
    WireReader found = search(name);
    return found.strings().size() + found.strings().size();
  }

  /**
   * Makes sure that the collection java-keyring writes to is there and unlocked: into a locked one
   * it writes nothing and says nothing.
   */
  void requireWritable(KeyName name) throws NoSecretServiceException, BusError, IOException {
    String collection =
        call(PATH, SERVICE, "ReadAlias", "s", new WireWriter().string("default"), "o").string();
    if (collection.equals(NONE)) {
      throw KeychainFailures.noCollection(name);
    }
    WireReader locked =
        call(
            collection,
            PROPERTIES,
            "Get",
            "ss",
            new WireWriter().string("org.freedesktop.Secret.Collection").string("Locked"),
            "v");
    locked.variant("b");
    if (locked.flag()) {
      unlock(collection, name);
    }
  }

  @Override
  public void close() throws IOException {
    bus.close();
  }

  private WireReader search(KeyName name) throws NoSecretServiceException, BusError, IOException {
    WireWriter attributes = new WireWriter();
    int start = attributes.beginArray(8);
    attributes.align(8).string("service").string(Keychain.SERVICE);
    attributes.align(8).string("account").string(name.toString());
    attributes.endArray(start, 8);
    return call(PATH, SERVICE, "SearchItems", "a{ss}", attributes, "aoao");
  }

  private void unlock(String object, KeyName name)
      throws NoSecretServiceException, BusError, IOException {
    if (!unlocking.allowed()) {
      throw KeychainFailures.locked(name);
    }
    WireReader answer =
        call(PATH, SERVICE, "Unlock", "ao", new WireWriter().strings(object), "aoo");
    if (answer.strings().contains(object)) {
      return;
    }
    String prompt = answer.string();
    if (prompt.equals(NONE)) {
      throw KeychainFailures.locked(name);
    }
    bus.subscribe(
        "type='signal',sender='" + NAME + "',interface='" + PROMPT + "',path='" + prompt + "'");
    unlocking.asking();
    call(prompt, PROMPT, "Prompt", "s", new WireWriter().string(""), "");
    boolean dismissed = bus.signal(prompt, "Completed", "bv").flag();
    unlocking.answered();
    if (dismissed) {
      throw KeychainFailures.denied(name);
    }
  }

  private WireReader call(
      String path,
      String contract,
      String member,
      String signature,
      WireWriter body,
      String expected)
      throws NoSecretServiceException, BusError, IOException {
    try {
      return bus.call(new Call(NAME, path, contract, member, signature, body), expected);
    } catch (BusError error) {
      if (NoSecretServiceException.isMeantBy(error)) {
        throw NoSecretServiceException.nobodyOffersIt(error);
      }
      throw error;
    }
  }
}
