package dev.byok.access.aws;

import dev.byok.keys.forms.AwsKeyForm;

/** One way to credentials of AWS, which is known before anything is fetched. */
interface Way {
  /** Returns where the credentials come from, as a phrase for messages. */
  String words();

  /** Returns the step that renews them when they have expired. */
  String renewal();

  /**
   * Fetches the credentials. They may have expired.
   *
   * @throws dev.byok.failure.Failure if there are none
   */
  AwsKeyForm fetch();
}
