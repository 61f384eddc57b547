package dev.byok.serve.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerAddressTest {
  private static final String USUAL = "http://127.0.0.1:7878";

  @TempDir Path home;

  @Test
  void it_is_the_usual_one_while_no_server_runs() {
    assertEquals(USUAL, ServerAddress.url(home.resolve("serve.json")));
  }

  @Test
  void a_server_that_runs_names_its_port() throws Exception {
    assertEquals("http://127.0.0.1:40123", url("{\"port\":40123,\"pid\":PID}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"port\":40123,\"pid\":2147483646}",
        "{\"port\":40123}",
        "{\"port\":0,\"pid\":PID}",
        "{\"port\":65536,\"pid\":PID}",
        "{\"port\":\"40123/@evil.example\",\"pid\":PID}",
        "{\"socket\":\"/run/byok\",\"port\":null,\"pid\":PID}",
        "{",
        ""
      })
  void what_names_no_server_that_runs_does_not_count(String content) throws Exception {
    assertEquals(USUAL, url(content));
  }

  private String url(String content) throws Exception {
    String pid = Long.toString(ProcessHandle.current().pid());
    Path file = Files.writeString(home.resolve("serve.json"), content.replace("PID", pid));
    return ServerAddress.url(file);
  }
}
