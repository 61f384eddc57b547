package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.List;

/** Decodes one answer, either event by event or as a whole. */
public interface Decoder {
  /**
   * Decodes one event of a stream.
   *
   * @throws ProviderErrorException when the event is the provider's report of a failure
   */
  List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException;

  /**
   * Decodes a whole answer that is not streamed.
   *
   * @throws ProviderErrorException when the body is the provider's report of a failure, or not an
   *     answer
   */
  List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException;

  /** Returns whether the dialect's end mark has come. Nothing after it is part of the answer. */
  boolean ended();
}
