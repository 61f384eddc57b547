package dev.byok.dialects;

import dev.byok.conversation.Delta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which request and which model an answer says it is of, told on once and when it changes. */
public final class Identity {
  private @Nullable String id;
  private @Nullable String model;

  /** What this part of an answer says; null or empty where it says nothing. */
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
