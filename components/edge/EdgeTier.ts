import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { EdgeConfig } from "../../infra/config/schema/edge";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { ApiAlarmsConfig } from "../../infra/config/schema/observability";
import type { Deletion } from "../../infra/durability";
import type { Scope } from "../../infra/scope";
import type { CertificateRef } from "../certificate/refs";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import type { PlatformRef } from "../platform/refs";
import { watchApi } from "./alarms";
import { createApi } from "./api";
import { createClients } from "./clients";
import { createCognitoAuthorizer } from "./cognito";
import { createCustomDomain } from "./customDomain";
import { createFirewall } from "./firewall";
import { createIssuerAuthorizer } from "./issuer";
import { createVpcLink } from "./vpcLink";

export interface EdgeTierArgs extends Omit<EdgeConfig, "domain"> {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly logsKey: KeyRef;
  readonly modules: EnvironmentConfig["modules"];
  readonly alarms: AlarmDestinations;
  /** When the API is in trouble. */
  readonly watch: ApiAlarmsConfig;
  /** What the user pool, or the key of pseudonyms, outlives. */
  readonly deletion: Deletion;
  readonly keyDeletionDays: number;
  /** Of the API's domain. Without it the API has AWS's own name, and its way to the modules is not encrypted. */
  readonly certificate?: CertificateRef;
  /** Where the account's own settings are made. */
  readonly account: pulumi.Resource;
}

/** The one door for every client: who may pass, how often, and the way to the load balancers. */
export class EdgeTier extends pulumi.ComponentResource {
  /** Where the paths of the modules begin. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: EdgeTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:edge:EdgeTier", name, {}, opts);
    const { authentication, certificate } = args;
    const vpcLink = createVpcLink(name, args, this);
    const authorizer =
      authentication === "cognito"
        ? createCognitoAuthorizer(name, args, this)
        : createIssuerAuthorizer(name, authentication, args, this);
    const api = createApi(name, args, { authorizer, vpcLinkId: vpcLink.id }, this);
    createFirewall(name, args, api.stage.arn, this);
    watchApi(`${name}-api`, { ...args, ...args.scope }, api.accessLog, this);
    createClients(name, args, api, this);
    if (certificate) createCustomDomain(name, args, certificate, api, this);

    this.url = certificate ? pulumi.output(`https://${certificate.domain}`) : api.stage.invokeUrl;
    this.registerOutputs({ url: this.url });
  }
}
