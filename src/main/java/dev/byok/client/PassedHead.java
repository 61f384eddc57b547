package dev.byok.client;

import dev.byok.http.Header;
import dev.byok.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The head of an answer as it goes on to the program that asked.
 *
 * @param fields without those that concern the provider's connection only
 * @param length of the body; -1 if unknown
 * @param isFramed whether the provider says where the body ends, by a length or by chunks
 */
record PassedHead(List<Header.Plain> fields, long length, boolean isFramed) {
  /** What is true only of the bytes that the provider sent. */
  private static final Set<String> OF_THE_BYTES =
      Set.of("content-digest", "content-encoding", "content-md5", "digest");

  private static final int NO_CONTENT = 204;
  private static final int MOST_DIGITS = 18;

  static PassedHead of(Response response) {
    String coding = response.header("transfer-encoding").orElse("");
    boolean isChunked = HopByHop.lower(coding).contains("chunked");
    long length = isChunked ? -1 : number(response.header("content-length").orElse(""));
    boolean isEmpty = response.status() == NO_CONTENT;
    return new PassedHead(
        HopByHop.without(sound(response.fields())),
        isEmpty ? 0 : length,
        isEmpty || isChunked || length >= 0);
  }

  /** Returns the head of the same body, decompressed or edited, with another length. */
  PassedHead edited(long newLength) {
    return new PassedHead(HopByHop.without(fields, OF_THE_BYTES), newLength, isFramed);
  }

  /** Takes out what another parser could read as something else, such as a bare line break. */
  private static List<Header.Plain> sound(List<Header.Plain> fields) {
    List<Header.Plain> sound = new ArrayList<>(fields.size());
    for (Header.Plain field : fields) {
      if (isSound(field.name()) && field.name().indexOf(' ') < 0 && isSound(field.value())) {
        sound.add(field);
      }
    }
    return sound;
  }

  private static boolean isSound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  private static long number(String text) {
    long number = text.isEmpty() || text.length() > MOST_DIGITS ? -1 : 0;
    for (int i = 0; i < text.length() && number >= 0; i++) {
      char c = text.charAt(i);
      number = c >= '0' && c <= '9' ? number * 10 + c - '0' : -1;
    }
    return number;
  }
}
