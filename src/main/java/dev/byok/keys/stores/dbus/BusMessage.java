package dev.byok.keys.stores.dbus;

/**
 * One D-Bus message. Missing fields are empty strings or zero.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html">D-Bus specification,
 *     "Message Format"</a>
 */
final class BusMessage {
  static final int CALL = 1;
  static final int REPLY = 2;
  static final int ERROR = 3;
  static final int SIGNAL = 4;

  /** The number of bytes that {@link #size} needs. */
  static final int PREFIX = 16;

  /** The specification allows 128 MiB, but nothing that is read here comes near this limit. */
  static final int LARGEST = 16 * 1024 * 1024;

  private final int type;
  private final int serial;
  private int replySerial;
  private String path = "";
  private String member = "";
  private String error = "";
  private String signature = "";
  private final WireReader body;

  private BusMessage(byte[] bytes) throws MalformedMessageException {
    boolean bigEndian = bigEndian(bytes);
    this.type = bytes[1];
    this.serial = WireReader.int32(bytes, 8, bigEndian);
    WireReader header = new WireReader(bytes, 0, bytes.length, bigEndian);
    header.uint32();
    header.uint32();
    header.uint32();
    int stop = header.beginArray(8);
    while (header.before(stop)) {
      header.align(8);
      field(header.octet(), header);
    }
    header.endArray(stop);
    header.align(8);
    this.body = new WireReader(bytes, header.position(), bytes.length, bigEndian);
  }

  /** Returns the length of the whole message in bytes, from its first {@link #PREFIX} bytes. */
  static int size(byte[] prefix) throws MalformedMessageException {
    boolean bigEndian = bigEndian(prefix);
    int body = WireReader.int32(prefix, 4, bigEndian);
    int fields = WireReader.int32(prefix, 12, bigEndian);
    if (body < 0 || fields < 0 || body > LARGEST || fields > LARGEST) {
      throw new MalformedMessageException("a message is larger than 16 MiB");
    }
    int size = PREFIX + ((fields + 7) & -8) + body;
    if (size > LARGEST) {
      throw new MalformedMessageException("a message is larger than 16 MiB");
    }
    return size;
  }

  /** Parses a message that is exactly {@code bytes}. */
  static BusMessage parse(byte[] bytes) throws MalformedMessageException {
    if (bytes.length < PREFIX || size(bytes) != bytes.length) {
      throw new MalformedMessageException("a message is cut off");
    }
    return new BusMessage(bytes);
  }

  /** Marshals a method call; an empty signature is omitted. */
  static byte[] call(int serial, MethodCall call) {
    byte[] body = call.body().toBytes();
    WireWriter out = new WireWriter();
    out.octet('l').octet(CALL).octet(0).octet(1).uint32(body.length).uint32(serial);
    int fields = out.beginArray(8);
    text(out, 1, "o", call.path());
    text(out, 6, "s", call.destination());
    text(out, 2, "s", call.contract());
    text(out, 3, "s", call.member());
    if (!call.signature().isEmpty()) {
      out.align(8).octet(8).signature("g").signature(call.signature());
    }
    return out.endArray(fields, 8).align(8).raw(body).toBytes();
  }

  int type() {
    return type;
  }

  int serial() {
    return serial;
  }

  int replySerial() {
    return replySerial;
  }

  String path() {
    return path;
  }

  String member() {
    return member;
  }

  String error() {
    return error;
  }

  String signature() {
    return signature;
  }

  WireReader body() {
    return body;
  }

  private void field(int code, WireReader header) throws MalformedMessageException {
    switch (code) {
      case 1 -> path = text(header, "o");
      case 3 -> member = text(header, "s");
      case 4 -> error = text(header, "s");
      case 5 -> {
        header.variant("u");
        replySerial = header.uint32();
      }
      case 8 -> {
        header.variant("g");
        signature = header.signature();
      }
      default -> header.skipVariant();
    }
  }

  private static String text(WireReader header, String type) throws MalformedMessageException {
    header.variant(type);
    return header.string();
  }

  private static void text(WireWriter out, int code, String type, String value) {
    out.align(8).octet(code).signature(type).string(value);
  }

  private static boolean bigEndian(byte[] bytes) throws MalformedMessageException {
    return switch (bytes[0]) {
      case 'l' -> false;
      case 'B' -> true;
      default -> throw new MalformedMessageException("a message of unknown byte order");
    };
  }
}
