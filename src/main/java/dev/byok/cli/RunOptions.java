package dev.byok.cli;

import dev.byok.client.Terms;
import dev.byok.config.Config;
import dev.byok.conversation.Options;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of one prompt. They are read as text, so that a wrong value gets byok's own message.
 */
final class RunOptions {
  private static final String STREAM_TIMEOUT = "120s";
  private static final String WHOLE_TIMEOUT = "600s";
  private static final BigDecimal HOTTEST = BigDecimal.valueOf(2);

  @Option(
      names = {"-t", "--temperature"},
      paramLabel = "NUMBER",
      description = "how freely the model chooses, 0 to 2")
  @Nullable String temperature;

  @Option(names = "--max-tokens", paramLabel = "N", description = "the most tokens of the answer")
  @Nullable String maxTokens;

  @Option(
      names = "--effort",
      paramLabel = "LEVEL",
      description = "how hard a reasoning model thinks: none, low, medium, high or max")
  @Nullable String effort;

  @Option(names = "--stop", paramLabel = "TEXT", description = "end the answer before this text")
  List<String> stop = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "ask for repeatable answers")
  @Nullable String seed;

  @Option(names = "--no-stream", description = "ask for the whole answer at once")
  boolean noStream;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "the longest silence to wait out (120s; 600s with --no-stream)")
  @Nullable String timeout;

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = "how often to try again after a failed connection, 429 or 5xx (2)")
  @Nullable String retries;

  @Option(
      names = "--tag",
      paramLabel = "NAME=VALUE",
      description = "write this into the ledger entry")
  List<String> tags = new ArrayList<>();

  Options generation() {
    return new Options(
        Values.decimal("--temperature", temperature, BigDecimal.ZERO, HOTTEST),
        Values.whole("--max-tokens", maxTokens, 1, Integer.MAX_VALUE),
        Values.choice("--effort", effort, List.of(Options.Effort.values())),
        stop,
        Values.whole("--seed", seed, Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
  }

  Terms terms(Config config) {
    String silence = timeout == null ? config.setting("timeout") : timeout;
    String times = retries == null ? config.setting("retries") : retries;
    if (silence == null) {
      silence = noStream ? WHOLE_TIMEOUT : STREAM_TIMEOUT;
    }
    Duration idle = Values.duration("--timeout", silence);
    Long most = Values.whole("--retries", times, 0, 10);
    return new Terms(!noStream, idle, most == null ? 2 : most.intValue());
  }

  Map<String, String> tagMap() {
    return Values.tags(tags);
  }
}
