/** A pipeline that waits for an approval waits seven days at most, so nothing is taken from under it. */
const artifactDays = 30;

/** What S3 does with the artifacts of pipelines as they grow old; the bucket keeps no older versions. */
export const artifactLifecycle = [
  {
    id: "expire",
    status: "Enabled",
    filter: {},
    expiration: { days: artifactDays },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
  },
];
