package dev.byok.dialects;

import dev.byok.conversation.Delta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports the request id and the model that an answer names, once and whenever they change. */
public final class Identity {
  private @Nullable String id;
  private @Nullable String model;

  /** Adds deltas for an id or a model that is new. Each may be null or empty. */
  public void read(@Nullable String saidId, @Nullable String saidModel, List<Delta> deltas) {
    if (saidId != null && !saidId.isEmpty() && !saidId.equals(id)) {
      id = saidId;
      deltas.add(new Delta.RequestId(saidId));
    }
    if (saidModel != null && !saidModel.isEmpty() && !saidModel.equals(model)) {
      model = saidModel;
      deltas.add(new Delta.Served(saidModel));
    }
  }
}
