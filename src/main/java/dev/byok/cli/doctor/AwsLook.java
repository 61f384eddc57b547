package dev.byok.cli.doctor;

import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.keys.AwsIdentity;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the keys that AWS's tools have: whether the profile is there, and in which region it is
 * used. Nothing is fetched.
 */
record AwsLook(Setup setup) {
  /** Returns the keys of this form, as far as the configuration can be read. */
  List<KeyRecord> keys() {
    List<KeyRecord> keys = new ArrayList<>();
    try {
      for (KeyRecord key : setup.keys().index().all()) {
        if (key.storedIn() == StoredIn.AWS_PROFILE || key.storedIn() == StoredIn.AWS_ENVIRONMENT) {
          keys.add(key);
        }
      }
    } catch (Failure unreadable) {
      // The configuration's row reports it.
      return List.of();
    }
    return keys;
  }

  Finding look(KeyRecord key) {
    AwsIdentity found = setup.keys().aws(key);
    return Finding.of(found.words() + ", in " + found.region());
  }
}
