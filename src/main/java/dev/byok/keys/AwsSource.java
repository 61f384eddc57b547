package dev.byok.keys;

import dev.byok.keys.names.KeyName;
import org.jspecify.annotations.Nullable;

/** Finds credentials where AWS's own tools have them. byok keeps none of these. */
public interface AwsSource {
  /**
   * Finds the credentials of a profile or, without one, of the environment that AWS gives to a
   * program. Reads files, but asks no service and runs no program.
   *
   * @param profile the profile's name in the files of AWS's tools; null for the environment
   * @param region the key's own region; null for that of the environment or the profile
   * @param places runs the program that a profile may name
   * @throws dev.byok.failure.Failure of kind {@code NO_KEY} if there are none, and of kind {@code
   *     USAGE} if no region is known
   */
  AwsIdentity find(
      KeyName key, @Nullable String profile, @Nullable String region, KeyPlaces places);
}
