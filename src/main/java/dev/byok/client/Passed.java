package dev.byok.client;

import dev.byok.http.Header;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of another program, which is sent to a provider as it came. */
public final class Passed {
  private final String method;
  private final URI address;
  private final List<Header.Plain> fields;
  private final byte @Nullable [] body;
  private final Reading reading;

  /**
   * @param address of the provider, below the route's host
   * @param fields the program's headers, without its credentials and what concerns its own
   *     connection
   * @param body not copied; must not be changed afterwards; null for none
   */
  public Passed(
      String method,
      URI address,
      List<Header.Plain> fields,
      byte @Nullable [] body,
      Reading reading) {
    this.method = method;
    this.address = address;
    this.fields = fields;
    this.body = body;
    this.reading = reading;
  }

  /**
   * What byok must know of a request to read what it costs.
   *
   * @param decoder how the answer is read: a name that {@link Dialects} lists
   * @param stream whether it asks for a stream
   * @param mostTokens the limit for the answer that it states, or null if it states none
   * @param hidesUsageChunk whether byok asked for the chunk with the usage, so that the program
   *     must not get it
   * @param reasons whether it asks the model to think, which takes more tokens
   */
  public record Reading(
      String decoder,
      boolean stream,
      @Nullable Long mostTokens,
      boolean hidesUsageChunk,
      boolean reasons) {
    /** Makes the reading of a request that asks for no thinking. */
    public Reading(
        String decoder, boolean stream, @Nullable Long mostTokens, boolean hidesUsageChunk) {
      this(decoder, stream, mostTokens, hidesUsageChunk, false);
    }
  }

  public String method() {
    return method;
  }

  public URI address() {
    return address;
  }

  public List<Header.Plain> fields() {
    return fields;
  }

  public byte @Nullable [] body() {
    return body;
  }

  public Reading reading() {
    return reading;
  }

  /** Method and address; never headers, never the body. */
  @Override
  public String toString() {
    return method + " " + address;
  }
}
