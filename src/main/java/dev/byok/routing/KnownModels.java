package dev.byok.routing;

import dev.byok.keys.names.KeyName;
import java.util.List;

/** The models that a key may use, as far as they are known without a request. */
public interface KnownModels {
  /** Returns the ids in the key's list of today; empty where there is none. */
  List<String> idsFor(KeyName key);
}
