import { costs, node } from "./cases";

const profile = node("aws:sagemaker/userProfile:UserProfile", {
  domainId: "d-1",
  userProfileName: "lab",
  userSettings: { jupyterLabAppSettings: { defaultResourceSpec: { instanceType: "ml.t3.medium" } } },
});
const space = (spaceSettings: object) =>
  node("aws:sagemaker/space:Space", {
    domainId: "d-1",
    ownershipSettings: { ownerUserProfileName: "lab" },
    spaceSettings,
  });
const sized = space({ spaceStorageSettings: { ebsStorageSettings: { ebsVolumeSizeInGb: 20 } } });

describe("cost of the workbench", () => {
  costs("the hours of a team and its volume", [sized, profile], {
    usd: { "JupyterLab ml.t3.medium hours (assumed)": 40 * 0.05, "volume of a JupyterLab space": 20 * 0.154 },
    unverified: ["JupyterLab ml.t3.medium hours (assumed)", "volume of a JupyterLab space"],
  });

  costs("no hours, where a team is assumed to have none", [sized, profile], {
    usd: { "volume of a JupyterLab space": 20 * 0.154 },
    assumptions: { workbenchHoursPerTeam: 0 },
  });

  costs("a space of nobody, without a size", [space({})], {
    notPriced: ["the instance of the JupyterLab is not known", "the size of the space's volume is not given"],
  });

  costs("a domain", [node("aws:sagemaker/domain:Domain")], {
    notPriced: ["the file system of the workbench is billed by what it holds"],
  });

  costs("a profile", [profile], {});
});
