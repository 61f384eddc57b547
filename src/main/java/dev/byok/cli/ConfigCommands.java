package dev.byok.cli;

import dev.byok.catalog.Nearest;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.secrets.Redaction;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code byok config}: settings by name. */
final class ConfigCommands {
  private static final String DEFAULT = "default";
  private static final List<String> NAMES = List.of(DEFAULT, "timeout", "retries", "tls.ca_file");

  private ConfigCommands() {}

  @CommandLine.Command(
      name = "get",
      description = "print one setting",
      footer = {"", "Settings: default, timeout, retries, tls.ca_file"})
  static final class Get implements Command {
    @Parameters(paramLabel = "NAME", description = "a setting's name")
    String name = "";

    @Override
    public int run(Services services, CommonOptions common) {
      String value = value(services.config(), known(name));
      if (value == null && !common.json) {
        throw Failure.of(Kind.USAGE, "\"" + name + "\" is not set")
            .hint("byok config set " + name + " VALUE");
      }
      services
          .out()
          .line(
              common.json
                  ? Json.write(JsonObject.builder().put(name, value).build())
                  : String.valueOf(value));
      return 0;
    }
  }

  @CommandLine.Command(
      name = "set",
      description = "change one setting",
      footer = {
        "",
        "  default       the model that is used when none is named",
        "  timeout       the longest silence to wait out, such as 120s",
        "  retries       how often to try again, 0 to 10",
        "  tls.ca_file   certificates to trust besides the built-in ones (PEM)"
      })
  static final class Set implements Command {
    @Parameters(index = "0", paramLabel = "NAME", description = "a setting's name")
    String name = "";

    @Parameters(index = "1", paramLabel = "VALUE", description = "its value")
    String value = "";

    @Override
    public int run(Services services, CommonOptions common) {
      check(services, known(name), value);
      services.configFile().change(config -> with(config, name, value));
      return 0;
    }

    private static void check(Services services, String name, String value) {
      switch (name) {
        case DEFAULT -> services.router().resolve(value);
        case "timeout" -> Values.duration(name, value);
        case "retries" -> Values.whole(name, value, 0, 10);
        default -> {
          if (!Path.of(value).isAbsolute()) {
            throw Failure.of(Kind.USAGE, name + " wants a full path, not \"" + value + "\"")
                .hint("a relative path would mean another file in every folder");
          }
        }
      }
    }
  }

  @CommandLine.Command(name = "unset", description = "go back to what is built in")
  static final class Unset implements Command {
    @Parameters(paramLabel = "NAME", description = "a setting's name")
    String name = "";

    @Override
    public int run(Services services, CommonOptions common) {
      String setting = known(name);
      services.configFile().change(config -> with(config, setting, null));
      return 0;
    }
  }

  @CommandLine.Command(name = "list", description = "print every setting that is set")
  static final class ListAll implements Command {
    @Override
    public int run(Services services, CommonOptions common) {
      JsonObject.Builder all = JsonObject.builder();
      StringBuilder text = new StringBuilder();
      for (String name : NAMES) {
        String value = value(services.config(), name);
        all.put(name, value);
        if (value != null) {
          text.append(name).append('=').append(value).append('\n');
        }
      }
      services.out().write(common.json ? Json.write(all.build()) + "\n" : text.toString());
      return 0;
    }
  }

  @CommandLine.Command(name = "path", description = "print where the configuration is")
  static final class PathOf implements Command {
    @Override
    public int run(Services services, CommonOptions common) {
      services.out().line(services.configFile().path().toString());
      return 0;
    }
  }

  private static String known(String name) {
    if (!NAMES.contains(name)) {
      List<String> near = Nearest.of(name, NAMES);
      throw Failure.of(Kind.USAGE, "there is no setting " + Redaction.quoted(name))
          .hint(
              near.isEmpty()
                  ? "the settings are " + String.join(", ", NAMES)
                  : "did you mean " + String.join(" or ", near) + "?");
    }
    return name;
  }

  private static @Nullable String value(Config config, String name) {
    return name.equals(DEFAULT) ? config.defaultModel() : config.setting(name);
  }

  private static Config with(Config config, String name, @Nullable String value) {
    return name.equals(DEFAULT) ? config.withDefaultModel(value) : config.withSetting(name, value);
  }
}
