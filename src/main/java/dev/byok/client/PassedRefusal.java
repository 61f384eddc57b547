package dev.byok.client;

import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.http.Header;
import dev.byok.http.Response;
import dev.byok.http.RetryAfter;
import dev.byok.http.wire.Unpacking;
import dev.byok.http.wire.Watch;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider's refusal, which goes on in its own words, except that no part of the key may be in
 * it. Its body is read first, at most one mebibyte of it.
 */
final class PassedRefusal {
  private static final int LARGEST = 1 << 20;
  private static final int LOWEST_ERROR = 400;
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Response response;
  private final Redaction redaction;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private boolean isWhole;

  PassedRefusal(Response response, Redaction redaction) {
    this.response = response;
    this.redaction = redaction;
  }

  /**
   * Hands the refusal to the receiver, unless it is a redirect, and returns what it means. That the
   * receiver has gone changes nothing: the provider has refused.
   */
  Failure passed(Receiver receiver, Route route, Duration idle, Clock clock) {
    ProviderFailures failures = new ProviderFailures(route, redaction);
    if (response.status() < LOWEST_ERROR) {
      return failures.of(
          ProviderError.read(response.status(), ""), response.header("location").orElse(null));
    }
    read(idle.compareTo(LONGEST) < 0 ? idle : LONGEST);
    ProviderError error = HttpProviderClient.named(response, body.toString(StandardCharsets.UTF_8));
    if (body.size() == 0 && !isWhole) {
      error = error.withCode(ProviderError.UNREAD);
    }
    handed(receiver);
    String id = HttpProviderClient.requestId(response, route);
    String known = id == null ? error.requestId() : id;
    Duration wait = RetryAfter.of(response, clock);
    return failures
        .of(error, null)
        .retryAfter(wait == null ? RetryAfter.ofSeconds(error.retryAfterSeconds()) : wait)
        .requestId(known == null ? null : failures.identifier(known));
  }

  private void read(Duration within) {
    byte[] buffer = new byte[8192];
    try (Unpacking unpacking = new Unpacking(response, this::keep);
        Watch watch = new Watch(response)) {
      watch.start(within);
      InputStream in = response.body();
      int count = in.read(buffer);
      while (count >= 0 && body.size() < LARGEST) {
        unpacking.feed(buffer, count);
        count = in.read(buffer);
      }
      unpacking.end();
      isWhole = true;
    } catch (IOException broken) {
      // What came goes on, and then the connection is cut as the provider's was.
      isWhole = false;
    }
  }

  private void keep(byte[] bytes, int count) {
    body.write(bytes, 0, Math.min(count, LARGEST - body.size()));
  }

  private void handed(Receiver receiver) {
    try {
      hand(receiver);
    } catch (IOException gone) {
      // The provider's word stands, whoever hears it.
      isWhole = false;
    }
  }

  private void hand(Receiver receiver) throws IOException {
    byte[] shown = overwritten();
    PassedHead head = PassedHead.of(response).edited(isWhole ? shown.length : -1);
    List<Header.Plain> fields = new ArrayList<>();
    for (Header.Plain field : head.fields()) {
      fields.add(new Header.Plain(field.name(), redaction.overwritten(field.value())));
    }
    receiver.head(response.status(), fields, head.length());
    receiver.bytes(shown, 0, shown.length);
    if (isWhole) {
      receiver.end();
    }
  }

  /** Returns the body with an asterisk in place of each character of the key. */
  private byte[] overwritten() {
    byte[] bytes = body.toByteArray();
    Charset charset = StandardCharsets.UTF_8;
    String text;
    try {
      text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException other) {
      charset = StandardCharsets.ISO_8859_1;
      text = new String(bytes, charset);
    }
    return redaction.overwritten(text).getBytes(charset);
  }
}
