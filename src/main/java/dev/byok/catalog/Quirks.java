package dev.byok.catalog;

/**
 * How a provider's dialect differs from the plain one.
 *
 * @param streamOptions whether {@code stream_options.include_usage} is sent
 * @param maxTokensField the name of the output limit's field
 */
public record Quirks(StreamOptions streamOptions, String maxTokensField) {
  /** What a provider makes of {@code stream_options}. */
  public enum StreamOptions {
    /** Needed for usage numbers. */
    SEND,
    /**
     * Needed by some servers and refused by others behind the same name: asked again without it
     * once.
     */
    SEND_OR_DROP,
    /** Refused, or needless. */
    OMIT
  }

  public boolean sendsStreamOptions() {
    return streamOptions != StreamOptions.OMIT;
  }

  /** The same without {@code stream_options}. */
  public Quirks withoutStreamOptions() {
    return new Quirks(StreamOptions.OMIT, maxTokensField);
  }
}
