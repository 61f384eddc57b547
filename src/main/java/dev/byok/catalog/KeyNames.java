package dev.byok.catalog;

import java.util.List;

/** The names by which a provider and the variables of its keys are known. */
public interface KeyNames {
  String id();

  List<String> aliases();

  /** Returns the conventional environment variables of its key, in order of preference. */
  List<String> env();

  /** Returns those of {@link #env} with other meanings too; they count only if the user says so. */
  List<String> sharedEnv();
}
