package dev.byok.client;

import dev.byok.http.Header;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Kilo Gateway gets besides the prompt.
 *
 * @param taskId one per session: requests with the same id go to the same upstream and hit its
 *     cache
 * @param mode a hint for models that choose another model, such as {@code plan}, or null for none
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
