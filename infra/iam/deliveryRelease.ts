import { parameterPath, project } from "../naming";
import type { Statement } from "./statements";

/** An environment in the account of the pipelines. */
export interface ReleasePlace {
  readonly region: string;
  readonly account: string;
  readonly environment: string;
  readonly modules: readonly string[];
}

/** What `deploy release` does in one environment: name the digest, and update the module that it is of. */
export function release(place: ReleasePlace): Statement[] {
  return [
    ...nameReleases(place),
    ...runProgram(place),
    ...updateServices(place),
    updateSchedules(place),
    passModuleRoles(place),
  ];
}

const parameters = ({ region, account, environment }: ReleasePlace, part: string) => {
  const arn = `arn:aws:ssm:${region}:${account}:parameter${parameterPath(environment, part)}`;
  return [arn, `${arn}/*`];
};

function nameReleases(place: ReleasePlace): Statement[] {
  return [
    {
      Sid: "NameReleases",
      Effect: "Allow",
      Action: [
        "ssm:GetParameter",
        "ssm:GetParameterHistory",
        "ssm:GetParametersByPath",
        "ssm:PutParameter",
        "ssm:DeleteParameters",
      ],
      Resource: [...parameters(place, "releases"), ...parameters(place, "good-releases")],
    },
  ];
}

/** The whole program runs for the update of one module, and asks AWS for what it does not make. */
function runProgram(place: ReleasePlace): Statement[] {
  return [
    {
      Sid: "SeeDataVersions",
      Effect: "Allow",
      Action: "ssm:GetParametersByPath",
      Resource: parameters(place, "data"),
    },
    {
      Sid: "SeePrefixLists",
      Effect: "Allow",
      Action: ["ec2:DescribeManagedPrefixLists", "ec2:GetManagedPrefixListEntries"],
      Resource: "*",
    },
    makePasswords(),
  ];
}

/** Random text, which is nobody's password yet; it knows no resource. */
export function makePasswords(): Statement {
  return {
    Sid: "MakePasswords",
    Effect: "Allow",
    Action: "secretsmanager:GetRandomPassword",
    Resource: "*",
  };
}

function updateServices({ region, account, environment, modules }: ReleasePlace): Statement[] {
  const ecs = `arn:aws:ecs:${region}:${account}`;
  const cluster = `${project}-${environment}`;
  const families = modules.map((module) => `${ecs}:task-definition/${cluster}-${module}:*`);
  return [
    {
      Sid: "RegisterTaskDefinitions",
      Effect: "Allow",
      Action: ["ecs:RegisterTaskDefinition", "ecs:TagResource"],
      Resource: families,
    },
    // They know no resource.
    {
      Sid: "SeeTaskDefinitions",
      Effect: "Allow",
      Action: ["ecs:DeregisterTaskDefinition", "ecs:DescribeTaskDefinition"],
      Resource: "*",
    },
    {
      Sid: "UpdateServices",
      Effect: "Allow",
      Action: [
        "ecs:ContinueServiceDeployment",
        "ecs:DescribeServiceDeployments",
        "ecs:DescribeServiceRevisions",
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments",
        "ecs:UpdateService",
      ],
      Resource: [
        `${ecs}:service/${cluster}/*`,
        `${ecs}:service-deployment/${cluster}/*`,
        `${ecs}:service-revision/${cluster}/*`,
      ],
    },
    {
      Sid: "SeeTasks",
      Effect: "Allow",
      Action: ["ecs:DescribeTasks", "ecs:ListTasks"],
      Resource: "*",
      Condition: { ArnEquals: { "ecs:cluster": `${ecs}:cluster/${cluster}` } },
    },
  ];
}

/** The first release of a module enables its jobs. */
function updateSchedules({ region, account, modules }: ReleasePlace): Statement {
  return {
    Sid: "UpdateSchedules",
    Effect: "Allow",
    Action: ["scheduler:GetSchedule", "scheduler:UpdateSchedule"],
    Resource: modules.map((module) => `arn:aws:scheduler:${region}:${account}:schedule/default/${module}--*`),
  };
}

/**
 * Roles of modules carry the module's name and no environment's; what they are handed to is limited instead. One of
 * the platform's is among those that a service has. Tags of a role are nothing that IAM could go by here.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passModuleRoles({ account, modules }: ReleasePlace): Statement {
  return {
    Sid: "PassModuleRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: [...modules, "platform-service-tls"].map((name) => `arn:aws:iam::${account}:role/${name}-*`),
    Condition: {
      StringEquals: {
        "iam:PassedToService": ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "scheduler.amazonaws.com"],
      },
    },
  };
}
