package dev.byok.routing;

import dev.byok.keys.names.KeyName;
import java.util.List;

/** What is known of the models that a key may use, without asking anybody. */
public interface KnownModels {
  /** The ids in the key's list of today; empty where there is none. */
  List<String> idsFor(KeyName key);
}
