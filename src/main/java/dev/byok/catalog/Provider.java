package dev.byok.catalog;

import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider as its row in {@code providers.json} describes it. */
public final class Provider implements KeyNames {
  private final JsonObject row;
  private final String id;
  private final Auth auth;
  private final Quirks quirks;

  Provider(JsonObject row) {
    this.row = row;
    this.id = required("id");
    this.auth = Auth.valueOf(required("auth").toUpperCase(Locale.ROOT).replace('-', '_'));
    this.quirks = new Quirks(row.at("quirks"));
  }

  /** How a key is sent. */
  public enum Auth {
    BEARER("Authorization", "Bearer "),
    X_API_KEY("x-api-key", ""),
    X_GOOG_API_KEY("x-goog-api-key", ""),
    API_KEY("api-key", ""),
    /** A Bedrock API key, or an AWS signature. */
    AWS("", ""),
    /** No key at all. */
    NONE("", "");

    private final String header;
    private final String prefix;

    Auth(String header, String prefix) {
      this.header = header;
      this.prefix = prefix;
    }

    /** Returns the header's name; empty where the key has no header of its own. */
    public String header() {
      return header;
    }

    /** Returns the text before the key in the header. */
    public String prefix() {
      return prefix;
    }
  }

  @Override
  public String id() {
    return id;
  }

  /** Returns the name for people. */
  public String name() {
    return required("name");
  }

  /**
   * Returns the base URL with its version path, perhaps with {@code {region}} in it; null where the
   * user gives the host.
   */
  public @Nullable String baseUrl() {
    return row.text("base_url");
  }

  public Auth auth() {
    return auth;
  }

  /** Returns the wire format's name. */
  public String dialect() {
    return required("dialect");
  }

  /** Returns the wire formats that it speaks besides {@link #dialect}, in order of preference. */
  public List<OtherWire> otherWires() {
    List<OtherWire> wires = new ArrayList<>();
    for (JsonObject other : row.objects("other_wires")) {
      wires.add(OtherWire.of(other));
    }
    return wires;
  }

  /** Returns the word by which users choose the wire format that its row names first. */
  public String usualWire() {
    return OtherWire.word(dialect());
  }

  /** Returns the words by which users choose between its wire formats, the usual one first. */
  public List<String> wireWords() {
    List<String> words = new ArrayList<>();
    words.add(usualWire());
    for (OtherWire other : otherWires()) {
      words.add(other.word());
    }
    return words;
  }

  /** Returns the setting that chooses for all providers that speak the same usual wire format. */
  public String wireSetting() {
    return dialect().substring(0, dialect().indexOf('-')).concat(".wire");
  }

  /** Returns whether this is the provider's usual host, without its port. */
  public boolean isUsualHost(String host) {
    String base = baseUrl();
    int start = base == null ? -1 : base.indexOf("://") + 3;
    return base != null
        && base.startsWith(host, start)
        && (base.length() == start + host.length() || base.charAt(start + host.length()) == '/');
  }

  /**
   * Returns the header that names the session, so that its prompts find what the earlier ones left
   * in a cache; null where there is none.
   */
  public @Nullable String sessionHeader() {
    return row.text("session_header");
  }

  /** Returns whether it lists a model that answers no prompt, such as one that draws pictures. */
  public boolean cannotBeAsked(String model) {
    return Patterns.matchesAny(row.texts("no_prompts"), model);
  }

  /** Returns the headers that every request has. */
  public Map<String, @Nullable Object> headers() {
    return row.at("headers").fields();
  }

  @Override
  public List<String> env() {
    return row.texts("env");
  }

  @Override
  public List<String> sharedEnv() {
    return row.texts("shared_env");
  }

  /**
   * Returns the conventional environment variables of a setting that goes with an environment key:
   * {@code region}, {@code host}, {@code resource}, {@code api_version}, {@code organization}.
   */
  public List<String> settingEnv(String setting) {
    return row.at("settings_env").texts(setting);
  }

  /** Returns the variables by which its clients find a gateway instead of it. */
  public LentVariables lent() {
    return LentVariables.of(row.at("lent"));
  }

  /** Returns whether it speaks this wire format, with some models at least. */
  public boolean speaks(String wire) {
    if (dialect().equals(wire)) {
      return true;
    }
    for (OtherWire other : otherWires()) {
      if (other.dialect().equals(wire)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where to get a key; null for servers of the user's own. */
  public @Nullable String keyUrl() {
    return row.text("key_url");
  }

  /**
   * Returns the header with the request's id in the provider's console; null if the answer has it.
   */
  public @Nullable String requestIdHeader() {
    return row.text("request_id_header");
  }

  @Override
  public List<String> aliases() {
    return row.texts("aliases");
  }

  /** Returns what users should know before they use it; null for nothing. */
  public @Nullable String note() {
    return row.text("note");
  }

  /** Returns its id in the public price list; null when it is not there. */
  public @Nullable String priceListId() {
    return row.text("models_dev");
  }

  /** Returns how a key is checked at the least cost. */
  public Verification verification() {
    return Verification.of(row.at("verify"));
  }

  /** Returns where its models are listed. */
  public ModelList modelList() {
    return ModelList.of(row.at("models"));
  }

  /** Returns where gaps are filled; null when it fills none. */
  public @Nullable ApiPath fillInTheMiddle() {
    JsonObject fim = row.object("fim");
    return fim == null ? null : ApiPath.of(fim);
  }

  public Quirks quirks() {
    return quirks;
  }

  /** Returns whether it can be used only with a key. */
  public boolean needsKey() {
    return auth != Auth.NONE && !row.is("keyless");
  }

  /** Returns whether a key can be stored for it. */
  public boolean takesKey() {
    return auth != Auth.NONE;
  }

  /** Returns whether a server of this kind may need no key, though most do. */
  public boolean mayBeKeyless() {
    return !needsKey() || row.is("key_optional");
  }

  /** Returns whether it is a part of byok. */
  public boolean isBuiltIn() {
    return row.is("built_in");
  }

  /** Returns whether this model may be used without a key. */
  public boolean allowsAnonymous(String model) {
    return Patterns.matchesAny(row.texts("anonymous_models"), model);
  }

  private String required(String field) {
    String value = row.text(field);
    if (value == null) {
      throw new IllegalStateException("providers.json: " + row.text("id") + " has no " + field);
    }
    return value;
  }
}
