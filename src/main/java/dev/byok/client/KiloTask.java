package dev.byok.client;

import dev.byok.http.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Kilo Gateway is told besides the prompt.
 *
 * @param taskId one for each conversation: requests with the same one go to the same upstream, so
 *     that its cache is met
 * @param mode a hint for models that choose a model, such as {@code plan}; null for none
 */
public record KiloTask(String taskId, @Nullable String mode) {
  List<Header> headers(String version) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("X-KiloCode-TaskId", taskId));
    headers.add(new Header.Plain("X-KiloCode-Version", version));
    if (mode != null) {
      headers.add(new Header.Plain("x-kilocode-mode", mode));
    }
    return headers;
  }
}
