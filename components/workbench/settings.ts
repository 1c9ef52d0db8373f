import type { WorkbenchConfig } from "../../infra/config/schema/workbench";

/** The shortest time that AWS takes. */
const leastIdleMinutes = 60;

/**
 * What holds for the domain and for each team's profile, whose settings take the place of the domain's. JupyterLab
 * stops when nothing runs in it, and nobody can turn that off. It needs an image of SageMaker Distribution 2.0 or newer.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-idle-shutdown.html
 */
export function userSettings({
  idleMinutes,
  instanceTypes,
}: Pick<WorkbenchConfig, "idleMinutes" | "instanceTypes">) {
  return {
    studioWebPortal: "ENABLED",
    defaultLandingUri: "studio::",
    // What must outlive the space: its volume goes with it.
    autoMountHomeEfs: "Enabled",
    jupyterLabAppSettings: {
      defaultResourceSpec: { instanceType: instanceTypes[0]! },
      appLifecycleManagement: {
        idleSettings: {
          lifecycleManagement: "ENABLED",
          idleTimeoutInMinutes: idleMinutes,
          minIdleTimeoutInMinutes: leastIdleMinutes,
          maxIdleTimeoutInMinutes: idleMinutes,
        },
      },
    },
    // Notebooks shared with their output would leave copies of data in another bucket.
    sharingSettings: { notebookOutputOption: "Disabled" },
  };
}

/** What Studio does not show, for no role here may use it. */
export const portalSettings = {
  hiddenAppTypes: ["Canvas", "CodeEditor", "JupyterServer", "RStudioServerPro"],
};
