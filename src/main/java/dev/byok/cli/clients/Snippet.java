package dev.byok.cli.clients;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelNames;
import dev.byok.prices.Prices;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to paste into another program, so that it uses the gateway. The texts are in the resource
 * folder {@code snippets}; they name only the key, the model and the address.
 *
 * @param text with {@link #TOKEN} where the token belongs
 * @param notices what the user should know besides
 */
record Snippet(String text, List<String> notices) {
  /** Stands for the token, which is not known yet. */
  static final String TOKEN = "{token}";

  /** For a model whose size is unknown; many have more. */
  private static final long USUAL_CONTEXT = 128_000;

  /**
   * Makes the snippet for a client that is yet to be added.
   *
   * @param url the gateway's address
   * @throws Failure of kind {@code USAGE} if the program can use none of its keys
   */
  static Snippet of(Program program, SnippetKeys keys, String url, Prices prices) {
    List<KeyName> fitting = keys.of(program);
    if (fitting.isEmpty()) {
      throw Failure.of(Kind.USAGE, program.label() + " cannot use any key of this client")
          .detail("it speaks no wire format of their providers")
          .hint("name another key with -k, or omit " + Program.OPTION);
    }
    return program.usesSeveral()
        ? ofSeveral(program, keys, fitting, url)
        : ofOne(program, keys, fitting, url, prices);
  }

  private static Snippet ofOne(
      Program program, SnippetKeys keys, List<KeyName> fitting, String url, Prices prices) {
    KeyName key = fitting.getFirst();
    Provider provider = keys.setup().catalog().get(key.provider());
    String model = keys.model(key);
    String name = program.label();
    String whole = resource(name);
    String text = whole == null ? needed(name + "-" + program.wireTo(provider)) : whole;
    List<String> notices = new ArrayList<>();
    if (text.contains("{model}") && model.equals(SnippetKeys.ANY_MODEL)) {
      notices.add(
          "write a model's id in place of " + model + "; byok models " + key + " lists them");
    }
    if (fitting.size() > 1) {
      notices.add(
          "this is for the key "
              + key
              + "; for another one, write its name in place of "
              + key
              + " in the address");
    }
    return new Snippet(
        text.replace("{base}", url + "/" + key)
            .replace("{model}", model)
            .replace("{context}", Long.toString(context(prices, provider, model))),
        notices);
  }

  private static Snippet ofSeveral(
      Program program, SnippetKeys keys, List<KeyName> fitting, String url) {
    String part = needed(program.label() + "-provider");
    Map<String, String> parts = new TreeMap<>();
    for (KeyName key : fitting) {
      Provider provider = keys.setup().catalog().get(key.provider());
      String wire = String.valueOf(program.wireTo(provider));
      parts.putIfAbsent(
          provider.id(),
          part.replace("{provider}", provider.id())
              .replace("{base}", url + "/" + key + Program.version(wire)));
    }
    String text = needed(program.label());
    return new Snippet(text.replace("{providers}", String.join(",", parts.values())), List.of());
  }

  private static long context(Prices prices, Provider provider, String model) {
    ModelFacts facts = ModelNames.factsOf(prices, provider, model, null);
    Long context = facts == null ? null : facts.context();
    return context == null ? USUAL_CONTEXT : context;
  }

  private static String needed(String name) {
    return Objects.requireNonNull(resource(name), name);
  }

  private static @Nullable String resource(String name) {
    try (InputStream in =
        Snippet.class.getResourceAsStream("/dev/byok/snippets/" + name + ".txt")) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException("a file inside byok cannot be read", broken);
    }
  }
}
