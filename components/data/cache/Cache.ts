import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../../infra/alarms/createAlarm";
import type { CacheConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import type { Scope } from "../../../infra/scope";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import { createClientGate } from "../clientGate";
import type { CacheRef } from "../refs";
import { createAlarms } from "./alarms";
import { createNodes } from "./nodes";
import { cachePort, cachePorts } from "./ports";
import { createServerless } from "./serverless";
import { createUserGroup } from "./users";

export interface CacheArgs extends CacheConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly dataKey: KeyRef;
  readonly deletion: Deletion;
  readonly alarms: AlarmDestinations;
}

/**
 * Valkey on ElastiCache in the isolated subnets: TLS only, encrypted, a user for each module. It is neither protected
 * nor kept, because what is in a cache can be made again (docs/adr/0004).
 */
export class Cache extends pulumi.ComponentResource implements CacheRef {
  readonly host: pulumi.Output<string>;
  readonly port = cachePort;
  readonly clientsSecurityGroupId: pulumi.Output<string>;
  readonly userGroupId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:Cache", name, {}, opts);
    const { scope, network, nodeType } = args;
    const ports = cachePorts(nodeType);
    const gate = createClientGate(name, { vpcId: network.vpcId, ports, what: "Valkey" }, this);
    const { userGroupId } = createUserGroup(name, scope, this);
    const create = nodeType === "serverless" ? createServerless : createNodes;
    const cache = create(name, { ...args, securityGroupId: gate.server.id, userGroupId }, this);

    createAlarms(name, { ...args, id: cache.id }, this);
    this.host = cache.host;
    this.arn = cache.arn;
    this.userGroupId = userGroupId;
    this.clientsSecurityGroupId = gate.clients.id;
    this.registerOutputs({
      host: this.host,
      port: this.port,
      clientsSecurityGroupId: this.clientsSecurityGroupId,
      userGroupId: this.userGroupId,
      arn: this.arn,
    });
  }
}
