import { fault, type Fault } from "../../faults";
import { scheduleFault } from "../../schedules";
import type { EnvironmentConfig } from "../schema/environment";

/** Nobody is let in whom nobody sees, nor judges what he does himself. */
export function auditRules({ audit, modules, data }: EnvironmentConfig): Fault[] {
  const { trail, auditors, breakGlass, report } = audit;
  const wrongTime = report === false ? undefined : scheduleFault(report.schedule);
  const both = auditors.filter((principal) => breakGlass.includes(principal));
  const buckets =
    Object.values(modules).some((module) => module.data.bucket !== false) ||
    (data.qdrant !== false && data.qdrant.snapshotRetentionDays !== false);
  return [
    ...(report === false || wrongTime === undefined
      ? []
      : [fault("audit.report.schedule", wrongTime.rule, report.schedule, wrongTime.fix)]),
    ...(trail === false || trail.managementEvents || buckets
      ? []
      : [
          fault(
            "audit.trail.managementEvents",
            "must be true without a bucket",
            false,
            "A trail must record something; turn it off with `trail: false`, or give a module a bucket.",
          ),
        ]),
    ...(trail !== false || breakGlass.length === 0
      ? []
      : [
          fault(
            "audit.breakGlass",
            "needs audit.trail",
            breakGlass,
            "AWS tells of a role's use only where a trail records it, so the alarm would be silent; turn the trail on.",
          ),
        ]),
    ...(both.length === 0
      ? []
      : [
          fault(
            "audit.auditors",
            "must name nobody of audit.breakGlass",
            both,
            "Who goes in must not be who looks into it afterwards; name somebody else.",
          ),
        ]),
  ];
}
