package dev.byok.cli.settings;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Nearest;
import dev.byok.catalog.Provider;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.WireChoice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok config}: shows and changes settings by name. */
public final class ConfigCommands {
  private static final String DEFAULT = "default";
  private static final String VARIABLE = "env.";
  private static final List<String> NAMES =
      List.of(
          DEFAULT,
          "timeout",
          "retries",
          "tls.ca_file",
          "prices.fetch",
          WireChoice.OPENAI,
          WireChoice.BEDROCK);

  private ConfigCommands() {}

  public static List<String> names(Catalog catalog) {
    List<String> names = new ArrayList<>(NAMES);
    names.addAll(sharedVariables(catalog));
    return names;
  }

  public record Get(Tools tools, Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("get", "print one setting", "", "Settings: " + String.join(", ", NAMES))
          .addPositional(Specs.word(0, "1", "NAME", "a setting's name"));
    }

    @Override
    public int run(Arguments given) {
      String name = given.required(0);
      String value = value(setup.config(), known(setup, name));
      if (value == null && !given.json()) {
        throw Failure.of(Kind.USAGE, UserWord.quoted(name) + " is not set")
            .hint("byok config set " + name + " VALUE");
      }
      Lines.fact(tools.out(), given.json(), name, value);
      return 0;
    }
  }

  public record Set(Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command(
              "set",
              "change one setting",
              "",
              "  default       the model to use if -m is omitted",
              "  timeout       how long to wait for data, such as 120s",
              "  retries       how often to retry, 0 to 10",
              "  tls.ca_file   certificates to trust besides the built-in ones (PEM)",
              "  prices.fetch  true or false: whether to fetch the public price list",
              "  openai.wire   chat or responses: how to ask where a provider speaks both",
              "  bedrock.wire  converse, responses or chat: how to ask Bedrock's models",
              "  env.NAME      true uses a variable that has other uses too, such as",
              "                env.GITHUB_TOKEN")
          .addPositional(Specs.word(0, "1", "NAME", "a setting's name"))
          .addPositional(Specs.word(1, "1", "VALUE", "its value"));
    }

    @Override
    public int run(Arguments given) {
      String name = given.required(0);
      String value = given.required(1);
      PastedKey.refuse(value);
      check(known(setup, name), value);
      String kept = name.equals(DEFAULT) ? setup.router().lasting(value) : value;
      setup.configFile().change(config -> with(config, name, kept));
      return 0;
    }

    private void check(String name, String value) {
      switch (name) {
        case DEFAULT -> setup.router().resolve(value);
        case "timeout" -> Values.duration(name, value);
        case "retries" -> Values.whole(name, value, 0, 10);
        case "prices.fetch" -> {
          if (!value.equals("true") && !value.equals("false")) {
            throw Failure.of(Kind.USAGE, name + " does not take " + UserWord.quoted(value))
                .hint("it takes true or false");
          }
        }
        case WireChoice.OPENAI, WireChoice.BEDROCK ->
            KeySettings.wire(value, name, WireChoice.words(setup.catalog(), name));
        default -> {
          if (name.startsWith(VARIABLE)) {
            requireFlag(name, value);
          } else if (!Path.of(value).isAbsolute()) {
            throw Failure.of(Kind.USAGE, name + " needs a full path, not " + UserWord.quoted(value))
                .hint("a relative path would mean another file in every folder");
          }
        }
      }
    }
  }

  public record Unset(Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("unset", "restore the built-in value")
          .addPositional(Specs.word(0, "1", "NAME", "a setting's name"));
    }

    @Override
    public int run(Arguments given) {
      String setting = known(setup, given.required(0));
      setup.configFile().change(config -> with(config, setting, null));
      return 0;
    }
  }

  public record ListAll(Tools tools, Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("list", "print every setting that is set");
    }

    @Override
    public int run(Arguments given) {
      JsonObject.Builder all = JsonObject.builder();
      StringBuilder text = new StringBuilder();
      for (String name : NAMES) {
        String value = value(setup.config(), name);
        all.put(name, value);
        if (value != null) {
          text.append(name).append('=').append(value).append('\n');
        }
      }
      for (String name : sharedVariables(setup.catalog())) {
        String value = value(setup.config(), name);
        if (value != null) {
          all.put(name, value);
          text.append(name).append('=').append(value).append('\n');
        }
      }
      if (given.json()) {
        tools.out().json(all.build());
      } else {
        tools.out().write(text.toString());
      }
      return 0;
    }
  }

  public record PathOf(Tools tools, Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("path", "print where the configuration is");
    }

    @Override
    public int run(Arguments given) {
      Lines.fact(tools.out(), given.json(), "path", setup.configFile().path().toString());
      return 0;
    }
  }

  private static String known(Setup setup, String name) {
    if (!NAMES.contains(name) && !sharedVariables(setup.catalog()).contains(name)) {
      List<String> near = Nearest.of(name, NAMES);
      throw Failure.of(Kind.USAGE, "unknown setting " + UserWord.quoted(name))
          .hint(
              near.isEmpty()
                  ? "the settings are " + String.join(", ", NAMES)
                  : "did you mean " + String.join(" or ", near) + "?");
    }
    return name;
  }

  /** The settings that allow a variable which other programs use for other purposes. */
  private static List<String> sharedVariables(Catalog catalog) {
    List<String> names = new ArrayList<>();
    for (Provider provider : catalog.providers()) {
      for (String variable : provider.sharedEnv()) {
        names.add(VARIABLE + variable);
      }
    }
    return names;
  }

  private static void requireFlag(String name, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw Failure.of(Kind.USAGE, name + " does not take " + UserWord.quoted(value))
          .hint("it takes true or false");
    }
  }

  private static @Nullable String value(Config config, String name) {
    return name.equals(DEFAULT) ? config.defaultModel() : config.setting(name);
  }

  private static Config with(Config config, String name, @Nullable String value) {
    return name.equals(DEFAULT) ? config.withDefaultModel(value) : config.withSetting(name, value);
  }
}
