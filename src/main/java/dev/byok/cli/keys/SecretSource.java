package dev.byok.cli.keys;

import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KeyValue;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.secrets.Secret;
import dev.byok.term.prompts.HiddenPrompt;
import dev.byok.text.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the secret for {@code keys add}: from a variable, a hidden prompt, or standard input. */
record SecretSource(Tools tools, ChildEnvironment children) {
  private static final int LARGEST = 64 * 1024;

  Secret read(KeyName name, @Nullable String variable, boolean noInput) {
    boolean json = KeyForm.of(name.provider()).allowsJson();
    if (variable != null) {
      String value = tools.env().get(variable);
      if (value == null || value.isEmpty()) {
        throw Failure.of(
                Kind.USAGE, "the environment variable " + UserWord.quoted(variable) + " is not set")
            .hint("export it first, or omit --from-env to type the key");
      }
      return KeyValue.check(value, json, tools.env());
    }
    if (tools.terminal().in() && !noInput) {
      String typed = asked("Key for " + name + " (not shown): ", json).open();
      return KeyValue.check(typed, json, tools.env());
    }
    if (tools.terminal().in()) {
      throw Failure.of(Kind.USAGE, "no key was given, and --no-input forbids asking")
          .hint("give the key on standard input, or name a variable with --from-env");
    }
    return fromInput(json);
  }

  private Secret asked(String question, boolean json) {
    try (var _ = tools.messages().asking()) {
      return children.hold(
          new HiddenPrompt(tools.terminal().dumb()).ask(SafeText.line(question), json));
    }
  }

  private Secret fromInput(boolean json) {
    try {
      byte[] bytes = tools.in().readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw Failure.of(Kind.USAGE, "standard input is longer than any key")
            .hint("give the key alone on standard input");
      }
      return KeyValue.check(new String(bytes, StandardCharsets.UTF_8), json, tools.env());
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, "standard input cannot be read: " + Causes.of(broken))
          .hint("give the key on standard input, or name a variable with --from-env")
          .causedBy(broken);
    }
  }
}
