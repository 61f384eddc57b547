package dev.byok.keys.stores.dbus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;

/**
 * A Secret Service that does what gnome-keyring cannot be made to do. It can hide locked keys as
 * KeePassXC does, end its prompts as the test says, and change between two calls.
 */
public final class FakeSecretService implements AutoCloseable {
  public static final String ROOT = "/org/freedesktop/secrets";
  public static final String LOGIN = ROOT + "/collection/login";
  public static final String WORK = ROOT + "/collection/work";
  public static final String SESSION = ROOT + "/collection/session";

  private static final String NO_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
  private static final String NO_OBJECT = "org.freedesktop.Secret.Error.NoSuchObject";
  private static final String LOCKED = "org.freedesktop.Secret.Error.IsLocked";

  /** How a prompt continues after its start. */
  public enum Prompting {
    STAYS_OPEN,
    IS_DISMISSED,
    UNLOCKS,
    UNLOCKS_NOTHING
  }

  private final Map<String, Collection> collections = new TreeMap<>();
  private final Map<String, FakeSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();
  private final Map<String, String> errors = new ConcurrentHashMap<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Collection> prompted = new ArrayList<>();
  private final BusPeer peer;
  private volatile String standard = LOGIN;
  private volatile boolean hides;
  private volatile boolean asksBeforeRemoving;
  private volatile Prompting prompting = Prompting.STAYS_OPEN;
  private int count;

  /** One collection. Without a password it opens without a dialog. */
  private static final class Collection {
    private final String path;
    private final boolean password;
    private final Map<String, Item> items = new TreeMap<>();
    private boolean locked;

    Collection(String path, boolean password) {
      this.path = path;
      this.password = password;
    }
  }

  private record Item(Map<String, String> attributes, String secret) {}

  private FakeSecretService(Path socket) throws IOException {
    peer = BusPeer.own(socket, "org.freedesktop.secrets", this::handle);
  }

  /** Starts a service with an unlocked default collection, and the one in memory. */
  public static FakeSecretService start(Path socket) throws IOException {
    FakeSecretService service = new FakeSecretService(socket);
    return service.with(LOGIN, true).with(SESSION, false);
  }

  public synchronized FakeSecretService with(String collection, boolean password) {
    collections.put(collection, new Collection(collection, password));
    return this;
  }

  public synchronized FakeSecretService without(String collection) {
    collections.remove(collection);
    return this;
  }

  /** Sets the path that the alias {@code default} names, whether it exists or not. */
  public FakeSecretService standard(String path) {
    standard = path;
    return this;
  }

  public synchronized FakeSecretService lock(String collection) {
    at(collection).locked = true;
    return this;
  }

  public synchronized void unlock(String collection) {
    at(collection).locked = false;
  }

  /** From now on, locked collections list no items. */
  public FakeSecretService hiding() {
    hides = true;
    return this;
  }

  public FakeSecretService asksBeforeRemoving() {
    asksBeforeRemoving = true;
    return this;
  }

  public FakeSecretService prompting(Prompting how) {
    prompting = how;
    return this;
  }

  /** Does this once, before the next call of this method is answered. */
  public FakeSecretService before(String member, Runnable action) {
    before.put(member, action);
    return this;
  }

  /** Answers every call of this method with an error. */
  public FakeSecretService failing(String member, String error) {
    errors.put(member, error);
    return this;
  }

  /** Adds an item for byok's key of this name. */
  public synchronized FakeSecretService put(String collection, String name, String secret) {
    Map<String, String> attributes = Map.of("service", "byok", "account", name);
    add(at(collection), new Item(attributes, secret));
    return this;
  }

  public synchronized void clear(String collection) {
    at(collection).items.clear();
  }

  public synchronized int size(String collection) {
    return at(collection).items.size();
  }

  /** Returns the names of the methods called so far. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    try {
      peer.close();
    } catch (IOException closed) {
      throw new java.io.UncheckedIOException(closed);
    }
  }

  private void handle(BusPeer.Incoming call) throws Exception {
    calls.add(call.member());
    Runnable action = before.remove(call.member());
    if (action != null) {
      action.run();
    }
    String error = errors.get(call.member());
    if (error != null) {
      peer.error(call, error);
      return;
    }
    synchronized (this) {
      answer(call);
    }
  }

  private void answer(BusPeer.Incoming call) throws Exception {
    WireReader body = call.body();
    switch (call.member()) {
      case "OpenSession" -> open(call);
      case "SearchItems" -> search(call);
      case "Unlock" -> unlock(call, body.strings());
      case "Prompt" -> prompt(call);
      case "ReadAlias" -> peer.reply(call, "o", new WireWriter().string(alias(body.string())));
      case "Get" -> property(call, body.string(), body.string());
      case "Set" -> peer.reply(call, "", new WireWriter());
      case "GetSecret" -> secret(call, body.string());
      case "SetSecret" -> change(call);
      case "CreateItem" -> create(call);
      case "Delete" -> delete(call);
      default -> peer.error(call, NO_METHOD);
    }
  }

  private void open(BusPeer.Incoming call) throws Exception {
    call.body().string();
    call.body().variant("ay");
    FakeSession session = new FakeSession(call.body().octets());
    String path = ROOT + "/session/s" + ++count;
    sessions.put(path, session);
    peer.reply(
        call, "vo", new WireWriter().signature("ay").octets(session.publicKey()).string(path));
  }

  private void search(BusPeer.Incoming call) throws IOException {
    Map<String, String> wanted = attributes(call.body());
    List<String> unlocked = new ArrayList<>();
    List<String> locked = new ArrayList<>();
    Collection only = call.path().equals(ROOT) ? null : find(call.path());
    for (Collection collection : collections.values()) {
      if ((only == null || only == collection) && !(collection.locked && hides)) {
        List<String> found = collection.locked ? locked : unlocked;
        collection.items.forEach((path, item) -> {
          if (item.attributes().entrySet().containsAll(wanted.entrySet())) {
            found.add(path);
          }
        });
      }
    }
    WireWriter answer = new WireWriter().strings(unlocked.toArray(String[]::new));
    if (only == null) {
      peer.reply(call, "aoao", answer.strings(locked.toArray(String[]::new)));
    } else {
      unlocked.addAll(locked);
      peer.reply(call, "ao", new WireWriter().strings(unlocked.toArray(String[]::new)));
    }
  }

  private void unlock(BusPeer.Incoming call, List<String> objects) throws IOException {
    List<String> opened = new ArrayList<>();
    prompted.clear();
    for (String object : objects) {
      Collection collection = find(object);
      if (collection == null) {
        continue;
      }
      collection.locked &= collection.password;
      if (collection.locked) {
        prompted.add(collection);
      } else {
        // KeePassXC answers with the collection, whatever was requested.
        opened.add(hides ? collection.path : object);
      }
    }
    String prompt = prompted.isEmpty() ? "/" : ROOT + "/prompt/p" + ++count;
    peer.reply(call, "aoo", new WireWriter().strings(opened.toArray(String[]::new)).string(prompt));
  }

  private void prompt(BusPeer.Incoming call) throws IOException {
    peer.reply(call, "", new WireWriter());
    if (prompting == Prompting.STAYS_OPEN) {
      return;
    }
    if (prompting == Prompting.UNLOCKS) {
      prompted.forEach(collection -> collection.locked = false);
    }
    peer.signal(
        call.path(),
        "org.freedesktop.Secret.Prompt",
        "Completed",
        "bv",
        new WireWriter()
            .uint32(prompting == Prompting.IS_DISMISSED ? 1 : 0)
            .signature("ao")
            .strings());
  }

  private String alias(String alias) {
    return switch (alias) {
      case "default" -> standard;
      case "session" -> collections.containsKey(SESSION) ? SESSION : "/";
      default -> "/";
    };
  }

  private void property(BusPeer.Incoming call, String contract, String name) throws IOException {
    Collection collection = find(call.path());
    if (name.equals("Collections")) {
      String[] paths = collections.keySet().toArray(String[]::new);
      peer.reply(call, "v", new WireWriter().signature("ao").strings(paths));
    } else if (collection == null) {
      peer.error(call, NO_METHOD);
    } else if (name.equals("Locked")) {
      peer.reply(call, "v", new WireWriter().signature("b").uint32(collection.locked ? 1 : 0));
    } else if (name.equals("Items")) {
      boolean shown = !(collection.locked && hides);
      String[] paths = shown ? collection.items.keySet().toArray(String[]::new) : new String[0];
      peer.reply(call, "v", new WireWriter().signature("ao").strings(paths));
    } else {
      peer.reply(call, "v", new WireWriter().signature("s").string(contract));
    }
  }

  private void secret(BusPeer.Incoming call, String session) throws Exception {
    Collection collection = find(call.path());
    Item item = collection == null ? null : collection.items.get(call.path());
    FakeSession encryption = sessions.get(session);
    if (collection == null || item == null || encryption == null) {
      peer.error(call, NO_OBJECT);
    } else if (collection.locked) {
      peer.error(call, LOCKED);
    } else {
      byte[] iv = new byte[16];
      byte[] encrypted =
          encryption.crypt(Cipher.ENCRYPT_MODE, iv, item.secret().getBytes(StandardCharsets.UTF_8));
      peer.reply(
          call,
          "(oayays)",
          new WireWriter().string(session).octets(iv).octets(encrypted).string("text/plain"));
    }
  }

  private void create(BusPeer.Incoming call) throws Exception {
    WireReader body = call.body();
    Map<String, String> attributes = Map.of();
    int stop = body.beginArray(8);
    while (body.before(stop)) {
      body.align(8);
      if (body.string().endsWith(".Attributes")) {
        body.variant("a{ss}");
        attributes = attributes(body);
      } else {
        body.skipVariant();
      }
    }
    String secret = decrypt(body);
    Collection collection = find(call.path());
    if (collection == null) {
      peer.error(call, NO_OBJECT);
    } else if (collection.locked) {
      peer.error(call, LOCKED);
    } else {
      String path = add(collection, new Item(attributes, secret));
      peer.reply(call, "oo", new WireWriter().string(path).string("/"));
    }
  }

  private void change(BusPeer.Incoming call) throws Exception {
    String secret = decrypt(call.body());
    Collection collection = at(call.path());
    collection.items.computeIfPresent(
        call.path(), (path, item) -> new Item(item.attributes(), secret));
    peer.reply(call, "", new WireWriter());
  }

  private void delete(BusPeer.Incoming call) throws IOException {
    if (asksBeforeRemoving) {
      peer.reply(call, "o", new WireWriter().string(ROOT + "/prompt/p" + ++count));
      return;
    }
    at(call.path()).items.remove(call.path());
    peer.reply(call, "o", new WireWriter().string("/"));
  }

  private String decrypt(WireReader body) throws Exception {
    body.align(8);
    FakeSession session = sessions.get(body.string());
    byte[] iv = body.octets();
    byte[] encrypted = body.octets();
    byte[] secret =
        java.util.Objects.requireNonNull(session).crypt(Cipher.DECRYPT_MODE, iv, encrypted);
    return new String(secret, StandardCharsets.UTF_8);
  }

  private static Map<String, String> attributes(WireReader body) throws IOException {
    Map<String, String> attributes = new TreeMap<>();
    int stop = body.beginArray(8);
    while (body.before(stop)) {
      body.align(8);
      attributes.put(body.string(), body.string());
    }
    return attributes;
  }

  private String add(Collection collection, Item item) {
    String path = collection.path + "/" + ++count;
    collection.items.put(path, item);
    return path;
  }

  private Collection at(String path) {
    return java.util.Objects.requireNonNull(find(path), path);
  }

  /** Returns the collection at this path, with this alias, or with this item. */
  private @org.jspecify.annotations.Nullable Collection find(String path) {
    if (path.equals(ROOT + "/aliases/default")) {
      return collections.get(standard);
    }
    for (Collection collection : collections.values()) {
      if (path.equals(collection.path) || path.startsWith(collection.path + "/")) {
        return collection;
      }
    }
    return null;
  }
}
