package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Values;
import dev.byok.client.Terms;
import dev.byok.config.Config;
import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options of one prompt. */
public final class RunOptions {
  private static final Duration STREAM_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration WHOLE_TIMEOUT = Duration.ofMinutes(10);

  /** Many providers send nothing while a model thinks, and that long thinking is billed. */
  private static final Duration THINKING_TIMEOUT = Duration.ofMinutes(15);

  private static final String EFFORT = "--effort";
  private static final long RETRIES = 2;
  private static final long HOTTEST = 2;

  private RunOptions() {}

  /** Adds the options of prompts in a session. */
  public static CommandSpec addTo(CommandSpec spec) {
    return addCommon(spec)
        .addOption(
            Specs.value(
                "LEVEL",
                "the reasoning effort: none, low, medium, high, xhigh or max; from high on, the"
                    + " default of --timeout is 15m",
                EFFORT));
  }

  /** Adds the options of anything that a model writes. */
  public static CommandSpec addCommon(CommandSpec spec) {
    return spec.addOption(
            Specs.value("NUMBER", "the sampling temperature, 0 to 2", "-t", "--temperature"))
        .addOption(Specs.value("N", "the highest number of tokens in the answer", "--max-tokens"))
        .addOption(Specs.values("TEXT", "stop the answer before this text", "--stop"))
        .addOption(Specs.value("N", "a seed for repeatable answers", "--seed"))
        .addOption(Specs.flag("wait for the whole answer instead of streaming it", "--no-stream"))
        .addOption(
            Specs.value(
                "TIME",
                "how long to wait for data (default 120s; 600s with --no-stream)",
                "--timeout"))
        .addOption(
            Specs.value(
                "N",
                "how many times to retry after a failed connection, HTTP 429 or 5xx (default 2)",
                "--retries"))
        .addOption(Specs.values("NAME=VALUE", "add a tag to the ledger entry", "--tag"));
  }

  public static Options generation(Arguments given, @Nullable JsonObject schema) {
    return new Options(
            Values.decimal("--temperature", given.text("--temperature"), 0, HOTTEST),
            Values.whole("--max-tokens", given.text("--max-tokens"), 1, Integer.MAX_VALUE),
            effort(given),
            stops(given.texts("--stop")),
            Values.whole("--seed", given.text("--seed"), Long.MIN_VALUE / 2, Long.MAX_VALUE / 2),
            schema)
        .showingReasoning(given.has("--show-reasoning"));
  }

  private static List<String> stops(List<String> texts) {
    if (texts.contains("")) {
      throw Failure.of(Kind.USAGE, "--stop needs a text that is not empty")
          .hint("omit --stop, or give the text that ends the answer");
    }
    return texts;
  }

  public static Terms terms(Arguments given, Config config) {
    boolean whole = given.has("--no-stream");
    String silence = given(given, "--timeout", config.setting("timeout"));
    String times = given(given, "--retries", config.setting("retries"));
    Duration usual = thinksLong(given) ? THINKING_TIMEOUT : whole ? WHOLE_TIMEOUT : STREAM_TIMEOUT;
    try {
      Long retries = Values.whole("--retries", times, 0, 10);
      return new Terms(
          !whole,
          silence == null ? usual : Values.duration("--timeout", silence),
          (int) (retries == null ? RETRIES : retries));
    } catch (Failure wrong) {
      boolean typed = given.text("--timeout") != null || given.text("--retries") != null;
      throw typed
          ? wrong
          : Failure.of(Kind.FILE, "a setting in config.json is not valid: " + wrong.text())
              .hint("byok config set timeout and retries put it right; " + wrong.hint());
    }
  }

  private static boolean thinksLong(Arguments given) {
    Options.Effort effort = effort(given);
    return effort != null && effort.compareTo(Options.Effort.HIGH) >= 0;
  }

  private static Options.@Nullable Effort effort(Arguments given) {
    return Values.choice(EFFORT, given.text(EFFORT), List.of(Options.Effort.values()));
  }

  private static @Nullable String given(
      Arguments given, String option, @Nullable String otherwise) {
    String text = given.text(option);
    return text == null ? otherwise : text;
  }
}
