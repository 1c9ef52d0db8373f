import { unpriced, type Estimator, type EstimatorTable } from "./estimator";
import { numberOf, recordOf, textOf } from "./read";

const spaceType = "aws:sagemaker/space:Space";
const profileType = "aws:sagemaker/userProfile:UserProfile";

/** What JupyterLab starts on unless its team chooses another. */
function instanceOf(profile: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const { jupyterLabAppSettings } = recordOf(profile?.userSettings);
  return textOf(recordOf(recordOf(jupyterLabAppSettings).defaultResourceSpec).instanceType);
}

/** Hours of JupyterLab are an assumption; the volume is there whether it runs or not. */
const space: Estimator = ({ inputs }, { graph, assumptions }) => {
  const { domainId, ownershipSettings, spaceSettings } = inputs;
  const owner = recordOf(ownershipSettings).ownerUserProfileName;
  const profile = graph
    .ofType(profileType)
    .find(({ inputs: own }) => own.domainId === domainId && own.userProfileName === owner);
  const instance = instanceOf(profile?.inputs);
  const { ebsStorageSettings } = recordOf(recordOf(spaceSettings).spaceStorageSettings);
  const size = numberOf(recordOf(ebsStorageSettings).ebsVolumeSizeInGb);
  return [
    instance === undefined
      ? unpriced("the instance of the JupyterLab is not known")
      : {
          item: `JupyterLab ${instance} hours (assumed)`,
          quantity: assumptions.workbenchHoursPerTeam,
          price: `studio.ml.${instance.replace(/^ml\./, "")}`,
          field: "costs.workbenchHoursPerTeam",
          unverified: true,
        },
    size === undefined
      ? unpriced("the size of the space's volume is not given")
      : {
          item: "volume of a JupyterLab space",
          quantity: size,
          price: "studio.storage",
          field: "workbench.teams.<name>.storageGiB",
        },
  ];
};

export const workbenchEstimators: EstimatorTable = {
  [spaceType]: space,
  "aws:sagemaker/domain:Domain": () => [
    unpriced("the file system of the workbench is billed by what it holds"),
  ],
};
