package dev.byok.keys;

import dev.byok.secrets.Secret;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Credentials of AWS that were found and not fetched yet.
 *
 * @param words where they come from, as a phrase for messages
 * @param region the region that they are used in
 * @param renewal the step that renews them when they have expired
 * @param fetch fetches them as an access key in JSON; it may run a program or ask a service of AWS
 * @param isStale whether credentials that were fetched earlier must be fetched again
 */
public record AwsIdentity(
    String words,
    String region,
    String renewal,
    Supplier<Secret> fetch,
    Predicate<Secret> isStale) {}
