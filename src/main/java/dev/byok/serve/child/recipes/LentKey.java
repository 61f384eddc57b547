package dev.byok.serve.child.recipes;

import dev.byok.catalog.Provider;
import dev.byok.keys.names.KeyName;

/** A key that the gateway lends. */
public record LentKey(KeyName name, Provider provider) {}
