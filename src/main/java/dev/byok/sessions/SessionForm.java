package dev.byok.sessions;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.json.Surrogates;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content of a session's file: one JSON object. The first line has all that lists need, the
 * second what is needed to continue the session. Each turn then has its own line, so that text
 * editors, {@code grep} and {@code diff} work well with the file:
 *
 * <pre>{@code
 * {"version":1,"name":"…","task":"…","revision":2,"created":"…","updated":"…","model":"…","title":"…","count":2,
 * "system":null,"from":0,"turns":[
 * {"role":"user","time":"…","text":"…"},
 * {"role":"assistant","time":"…","model":"…","served_model":"…","status":"ok","entry":"…","text":"…"}
 * ]}
 * }</pre>
 *
 * <p>{@code title} and {@code count} repeat what is in the turns. Only lists use them.
 */
final class SessionForm {
  /** The format that is written. Adding a field that must not be lost has to raise it. */
  static final long VERSION = 1;

  /** The maximum size of a file that is read. */
  static final long LARGEST = 256L * 1024 * 1024;

  /** How a file ends. No line of a turn and no truncated file ends like this. */
  static final String END = "\n]}\n";

  /** The longest text that the JSON reader accepts. */
  private static final int LONGEST_TEXT = 64 * 1024 * 1024;

  private SessionForm() {}

  /**
   * Returns the content of the file.
   *
   * @throws Failure when byok could not read the file again
   */
  static byte[] write(Session session) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(1024);
    String first = Json.write(heading(session));
    add(content, session, first.substring(0, first.length() - 1) + ",\n");
    JsonObject.Builder second =
        JsonObject.builder()
            .put("system", session.system())
            .put("from", (long) session.from())
            .put("turns", List.of());
    String line = Json.write(second.build());
    add(content, session, line.substring(1, line.length() - 2));
    String before = "\n";
    for (Turn turn : session.turns()) {
      add(content, session, before + Json.write(TurnForm.write(turn)));
      before = ",\n";
    }
    add(content, session, END);
    return content.toByteArray();
  }

  private static JsonObject heading(Session session) {
    return JsonObject.builder()
        .put("version", VERSION)
        .put("name", session.name())
        .put("task", session.taskId())
        .put("revision", session.revision())
        .put("created", session.created().toString())
        .put("updated", session.updated().toString())
        .put("model", session.model())
        .put("title", Title.of(session))
        .put("count", (long) session.turns().size())
        .build();
  }

  private static void add(ByteArrayOutputStream content, Session session, String json) {
    byte[] bytes = Surrogates.escaped(json).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST_TEXT || content.size() + (long) bytes.length > LARGEST) {
      throw Failure.of(
              Kind.FILE,
              "the session " + UserWord.quoted(session.name()) + " is too large to be saved")
          .hint("start another one, with smaller files");
    }
    content.writeBytes(bytes);
  }

  /**
   * Reads a whole file.
   *
   * @param name the file's name, which counts: a copy under another name is another session
   */
  static Session read(byte[] content, String name)
      throws DamagedSessionException, NewerVersionException {
    JsonObject object;
    try {
      object = Json.parseObject(content);
    } catch (JsonSyntaxException malformed) {
      throw new DamagedSessionException(String.valueOf(malformed.getMessage()), malformed);
    }
    Facts facts = new Facts(object, "");
    requireKnown(facts);
    if (!object.has("turns")) {
      throw new DamagedSessionException("\"turns\" is missing");
    }
    List<Turn> turns = new ArrayList<>();
    for (JsonObject turn : facts.objects("turns")) {
      turns.add(TurnForm.read(turn, turns.size() + 1));
    }
    return new Session(
        name,
        facts.text("task"),
        facts.time("created"),
        facts.time("updated"),
        facts.optionalText("model"),
        facts.optionalText("system"),
        turns,
        (int) Math.min(facts.count("from"), turns.size()),
        facts.count("revision"));
  }

  /** Checks the version. A higher number is a newer format; a missing or invalid one is damage. */
  static void requireKnown(Facts facts) throws DamagedSessionException, NewerVersionException {
    long version = facts.count("version");
    if (version > VERSION) {
      throw new NewerVersionException(version);
    }
    if (version < 1) {
      throw new DamagedSessionException("\"version\" is " + version);
    }
  }
}
