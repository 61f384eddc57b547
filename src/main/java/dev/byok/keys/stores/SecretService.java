package dev.byok.keys.stores;

import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.Bus;
import dev.byok.keys.stores.dbus.BusAddresses;
import dev.byok.keys.stores.dbus.BusError;
import dev.byok.keys.stores.dbus.MalformedMessageException;
import dev.byok.keys.stores.dbus.MethodCall;
import dev.byok.keys.stores.dbus.WireReader;
import dev.byok.keys.stores.dbus.WireWriter;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Calls the Secret Service on the session bus without a library. java-keyring's library costs five
 * times the start-up and cannot tell a locked item from an absent one. Code on the way to a secret
 * uses nothing that makes the JVM generate code (lambdas, string concatenation).
 *
 * @see <a href="https://specifications.freedesktop.org/secret-service-spec/latest/">Secret Service
 *     API</a>
 */
final class SecretService implements AutoCloseable {
  private static final String NAME = "org.freedesktop.secrets";
  private static final String PATH = "/org/freedesktop/secrets";
  private static final String SERVICE = "org.freedesktop.Secret.Service";
  private static final String COLLECTION = "org.freedesktop.Secret.Collection";
  private static final String ITEM = "org.freedesktop.Secret.Item";
  private static final String PROMPT = "org.freedesktop.Secret.Prompt";
  private static final String PROPERTIES = "org.freedesktop.DBus.Properties";
  private static final String NONE = "/";

  private final Bus bus;
  private final String socket;
  private final KeyName name;
  private final Unlocking unlocking;
  private final Future<SecretSession> prepared;

  private SecretService(
      String socket, KeyName name, Unlocking unlocking, Future<SecretSession> prepared)
      throws BusError, IOException {
    this.bus = Bus.connect(socket);
    this.socket = socket;
    this.name = name;
    this.unlocking = unlocking;
    this.prepared = prepared;
  }

  /** Connects to the first bus that answers, for one operation on one name. */
  static SecretService open(BusAddresses addresses, KeyName name, Unlocking unlocking)
      throws NoSecretServiceException, BusError, IOException {
    Future<SecretSession> session = SecretSession.prepare();
    IOException last = null;
    for (String socket : addresses.sockets()) {
      try {
        SecretService opened = new SecretService(socket, name, unlocking, session);
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

  KeyName name() {
    return name;
  }

  /** Returns the path of the bus's socket. */
  String socket() {
    return socket;
  }

  /**
   * The paths of the items with this name. Some services list no items of a locked collection.
   *
   * @param locked items whose secret cannot be read before {@link #unlock}
   */
  record Found(List<String> unlocked, List<String> locked) {
    int count() {
      return unlocked.size() + locked.size();
    }
  }

  Found search() throws NoSecretServiceException, BusError, IOException {
    WireWriter attributes = new WireWriter();
    int start = attributes.beginArray(8);
    attributes.align(8).string("service").string(Keychain.SERVICE);
    attributes.align(8).string("account").string(name.toString());
    attributes.endArray(start, 8);
    WireReader found = call(to(PATH, SERVICE, "SearchItems", "a{ss}", attributes), "aoao");
    List<String> unlocked = found.strings();
    return new Found(unlocked, found.strings());
  }

  /** Returns the secret of an unlocked item. It may be called only once. */
  Secret secret(String item)
      throws NoSecretServiceException,
          BusError,
          IOException,
          InterruptedException,
          ExecutionException {
    SecretSession session = prepared.get();
    WireWriter offer =
        new WireWriter()
            .string(SecretSession.ALGORITHM)
            .signature("ay")
            .octets(session.publicKey());
    WireReader opened = call(to(PATH, SERVICE, "OpenSession", "sv", offer), "vo");
    opened.variant("ay");
    session.meet(opened.octets());
    WireWriter chosen = new WireWriter().string(opened.string());
    WireReader secret = call(to(item, ITEM, "GetSecret", "o", chosen), "(oayays)");
    secret.string();
    byte[] parameters = secret.octets();
    return session.decrypt(parameters, secret.octets());
  }

  /**
   * Asks the service to unlock an item or collection. This is harmless if no dialog may be shown:
   * the service unlocks at once what has no password, and otherwise only returns the path of its
   * dialog.
   *
   * @param mayAsk whether the user would understand a dialog here; it must also be allowed
   * @return whether the object is unlocked now
   */
  boolean unlock(String object, boolean mayAsk)
      throws NoSecretServiceException, BusError, IOException {
    WireWriter objects = new WireWriter().strings(object);
    WireReader answer = call(to(PATH, SERVICE, "Unlock", "ao", objects), "aoo");
    for (String unlocked : answer.strings()) {
      // KeePassXC answers with the collection when asked for an item.
      if (object.equals(unlocked) || object.startsWith(unlocked.concat("/"))) {
        return true;
      }
    }
    String prompt = answer.string();
    if (prompt.equals(NONE) || !mayAsk || !unlocking.allowed()) {
      return false;
    }
    ask(prompt);
    return true;
  }

  void delete(String item) throws NoSecretServiceException, BusError, IOException {
    String prompt = call(to(item, ITEM, "Delete", "", new WireWriter()), "o").string();
    if (prompt.equals(NONE)) {
      return;
    }
    if (!unlocking.allowed()) {
      throw KeychainFailures.notRemoved(name).detail("it asks first, in a dialog");
    }
    ask(prompt);
  }

  /** Returns the path of the collection with this alias, or an empty string. */
  String alias(String alias) throws NoSecretServiceException, BusError, IOException {
    WireWriter wanted = new WireWriter().string(alias);
    String path = call(to(PATH, SERVICE, "ReadAlias", "s", wanted), "o").string();
    return path.equals(NONE) ? "" : path;
  }

  List<String> collections() throws NoSecretServiceException, BusError, IOException {
    return property(PATH, SERVICE, "Collections", "ao").strings();
  }

  boolean isLocked(String collection) throws NoSecretServiceException, BusError, IOException {
    return property(collection, COLLECTION, "Locked", "b").flag();
  }

  /** Whether this collection lists any item. */
  boolean showsItems(String collection) throws NoSecretServiceException, BusError, IOException {
    return !property(collection, COLLECTION, "Items", "ao").strings().isEmpty();
  }

  @Override
  public void close() throws IOException {
    bus.close();
  }

  private WireReader property(String path, String contract, String property, String type)
      throws NoSecretServiceException, BusError, IOException {
    WireWriter wanted = new WireWriter().string(contract).string(property);
    WireReader value = call(to(path, PROPERTIES, "Get", "ss", wanted), "v");
    value.variant(type);
    return value;
  }

  /** Shows a dialog of the service and waits until it is closed. */
  private void ask(String prompt) throws NoSecretServiceException, BusError, IOException {
    bus.subscribe(
        "type='signal',sender='" + NAME + "',interface='" + PROMPT + "',path='" + prompt + "'");
    unlocking.asking();
    call(to(prompt, PROMPT, "Prompt", "s", new WireWriter().string("")), "");
    boolean dismissed = bus.signal(prompt, "Completed", "bv").flag();
    unlocking.answered();
    if (dismissed) {
      throw KeychainFailures.denied(name);
    }
  }

  private static MethodCall to(
      String path, String contract, String member, String signature, WireWriter body) {
    return new MethodCall(NAME, path, contract, member, signature, body);
  }

  /** Calls the service and returns the answer, which has the expected types. */
  private WireReader call(MethodCall asked, String expected)
      throws NoSecretServiceException, BusError, IOException {
    try {
      return bus.call(asked, expected);
    } catch (BusError error) {
      if (NoSecretServiceException.isMeantBy(error)) {
        throw NoSecretServiceException.nobodyOffersIt(error);
      }
      throw error;
    }
  }
}
