package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.cli.line.Arguments;
import dev.byok.config.Config;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class RunOptionsTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "hi, PT2M",
    "--no-stream hi, PT10M",
    "--effort none hi, PT2M",
    "--effort medium hi, PT2M",
    "--effort high hi, PT15M",
    "--effort xhigh hi, PT15M",
    "--effort max --no-stream hi, PT15M",
    "--effort max --timeout 5s hi, PT5S",
    "--effort medium --no-stream hi, PT10M"
  })
  void long_thinking_may_be_silent_for_longer(String line, Duration idle) {
    assertEquals(idle, RunOptions.terms(given(line), Config.empty()).idleTimeout());
  }

  @Test
  void a_configured_time_out_holds_for_every_effort() {
    Config config = Config.empty().withSetting("timeout", "30s");
    assertEquals(
        Duration.ofSeconds(30), RunOptions.terms(given("--effort max hi"), config).idleTimeout());
  }

  private static Arguments given(String line) {
    return new Arguments(new CommandLine(RunCommand.spec()).parseArgs(line.split(" ")));
  }
}
