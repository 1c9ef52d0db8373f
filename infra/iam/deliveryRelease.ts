import { alarmName, moduleId, parameterPath, project, rolePath } from "../naming";
import type { Statement } from "./statements";

/** An environment in the account of the pipelines. */
export interface ReleasePlace {
  readonly region: string;
  readonly account: string;
  readonly environment: string;
}

/**
 * What `deploy release` does in one environment: name the digest, and update the module that it is of. Other
 * environments of the account are out of reach, and as the names of this one's modules are patterns here, the policy
 * does not grow with them.
 */
export function release(place: ReleasePlace): Statement[] {
  return [
    ...nameReleases(place),
    ...runProgram(place),
    ...registerTasks(place),
    ...updateServices(place),
    updateSchedules(place),
    passModuleRoles(place),
    ...muteAlarms(place),
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

/** The family of every module, in every revision. */
const tasksOf = ({ region, account, environment }: ReleasePlace) =>
  `arn:aws:ecs:${region}:${account}:task-definition/${moduleId(environment, "*")}:*`;

/** The revisions before stay registered, for a rollback: nothing is to be taken away. */
function registerTasks(place: ReleasePlace): Statement[] {
  return [
    {
      Sid: "RegisterTaskDefinitions",
      Effect: "Allow",
      Action: ["ecs:RegisterTaskDefinition", "ecs:TagResource"],
      Resource: tasksOf(place),
    },
    // It knows no resource.
    { Sid: "SeeTaskDefinitions", Effect: "Allow", Action: "ecs:DescribeTaskDefinition", Resource: "*" },
  ];
}

/** No service is to run what another environment's tasks are, with their roles. */
function updateServices(place: ReleasePlace): Statement[] {
  const ecs = `arn:aws:ecs:${place.region}:${place.account}`;
  const cluster = `${project}-${place.environment}`;
  const services = `${ecs}:service/${cluster}/*`;
  return [
    {
      Sid: "UpdateServices",
      Effect: "Allow",
      Action: "ecs:UpdateService",
      Resource: services,
      Condition: { ArnLikeIfExists: { "ecs:task-definition": tasksOf(place) } },
    },
    {
      Sid: "FollowDeployments",
      Effect: "Allow",
      Action: [
        "ecs:ContinueServiceDeployment",
        "ecs:DescribeServiceDeployments",
        "ecs:DescribeServiceRevisions",
        "ecs:DescribeServices",
        "ecs:ListServiceDeployments",
      ],
      Resource: [services, `${ecs}:service-deployment/${cluster}/*`, `${ecs}:service-revision/${cluster}/*`],
    },
    seeTasks(place),
  ];
}

/** Those of one cluster. */
export function seeTasks({ region, account, environment }: ReleasePlace): Statement {
  return {
    Sid: "SeeTasks",
    Effect: "Allow",
    Action: ["ecs:DescribeTasks", "ecs:ListTasks"],
    Resource: "*",
    Condition: {
      ArnEquals: { "ecs:cluster": `arn:aws:ecs:${region}:${account}:cluster/${project}-${environment}` },
    },
  };
}

/** The first release of a module enables its jobs. */
function updateSchedules({ region, account, environment }: ReleasePlace): Statement {
  return {
    Sid: "UpdateSchedules",
    Effect: "Allow",
    Action: ["scheduler:GetSchedule", "scheduler:UpdateSchedule"],
    Resource: `arn:aws:scheduler:${region}:${account}:schedule/${moduleId(environment, "*")}/*`,
  };
}

/**
 * By the path of the environment's roles; tags of a role are nothing that IAM could go by here. One of the platform's
 * is among those that a service has.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
function passModuleRoles({ account, environment }: ReleasePlace): Statement {
  const roles = [`${rolePath(environment, "modules")}*`, `${rolePath(environment)}platform-service-tls-*`];
  return {
    Sid: "PassModuleRoles",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roles.map((role) => `arn:aws:iam::${account}:role${role}`),
    Condition: {
      StringEquals: {
        "iam:PassedToService": ["ecs-tasks.amazonaws.com", "ecs.amazonaws.com", "scheduler.amazonaws.com"],
      },
    },
  };
}

/**
 * A rule, and each alarm that it names: by its tag, for the alarms of `dev-x` have names that begin as those of `dev`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
 */
function muteAlarms({ region, account, environment }: ReleasePlace): Statement[] {
  const of = (kind: string, name: string) =>
    `arn:aws:cloudwatch:${region}:${account}:${kind}:${alarmName(environment, name)}`;
  return [
    {
      Sid: "MuteDuringDeployments",
      Effect: "Allow",
      Action: ["cloudwatch:DeleteAlarmMuteRule", "cloudwatch:PutAlarmMuteRule"],
      Resource: of("alarm-mute-rule", "deploy-*"),
    },
    {
      Sid: "MuteOwnAlarms",
      Effect: "Allow",
      Action: "cloudwatch:PutAlarmMuteRule",
      Resource: of("alarm", "*"),
      Condition: { StringEquals: { "aws:ResourceTag/Environment": environment } },
    },
  ];
}
