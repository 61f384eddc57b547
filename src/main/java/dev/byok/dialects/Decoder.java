package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.List;

/** Decodes one answer, either event by event or as a whole. */
public interface Decoder {
  /**
   * What one event of a stream holds.
   *
   * @throws ProviderErrorException when the event is the provider's report of a failure
   */
  List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException;

  /**
   * What a whole, unstreamed answer holds.
   *
   * @throws ProviderErrorException when the body is the provider's report of a failure
   */
  List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException;

  /** The dialect's end mark has come: nothing behind it is part of the answer. */
  boolean ended();
}
