/** One child that the component registers, written the way the recordings write it. */
export interface ExpandedResource {
  readonly type: string;
  readonly name: string;
  /** "type::name" of the parent, undefined = the component itself */
  readonly parent: string | undefined;
  readonly inputs: Record<string, unknown>;
}

/** Stands for the resource's id inside inputs and outputs. */
export interface IdReference {
  readonly ref: string;
}

/** Stands for the resource itself inside outputs. */
export interface ResourceReference {
  readonly resource: string;
}

export const types = {
  vpc: "aws:ec2/vpc:Vpc",
  internetGateway: "aws:ec2/internetGateway:InternetGateway",
  subnet: "aws:ec2/subnet:Subnet",
  routeTable: "aws:ec2/routeTable:RouteTable",
  routeTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  route: "aws:ec2/route:Route",
  eip: "aws:ec2/eip:Eip",
  natGateway: "aws:ec2/natGateway:NatGateway",
  endpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  securityGroup: "aws:ec2/securityGroup:SecurityGroup",
  securityGroupRule: "aws:ec2/securityGroupRule:SecurityGroupRule",
} as const;

export const idOf = (key: string): IdReference => ({ ref: key });
export const itself = (key: string): ResourceReference => ({ resource: key });

/** The children in the order of their registration. */
export class Children {
  private readonly byKey = new Map<string, ExpandedResource>();

  constructor(private readonly region: unknown) {}

  /** Returns the key, "type::name". */
  add(type: string, name: string, parent: string | undefined, inputs: Record<string, unknown>): string {
    const key = `${type}::${name}`;
    if (this.byKey.has(key)) {
      // The real component does not look; the engine stops at the second one.
      throw new Error(`Duplicate resource URN '${key}'; try giving it a unique name`);
    }
    this.byKey.set(key, { type, name, parent, inputs: defined({ region: this.region, ...inputs }) });
    return key;
  }

  keysOf(type: string): string[] {
    return [...this.byKey].filter(([, child]) => child.type === type).map(([key]) => key);
  }

  sorted(): ExpandedResource[] {
    return [...this.byKey.values()].sort((a, b) => compare(a.type, b.type) || compare(a.name, b.name));
  }
}

/** An engine drops what is undefined; so must whatever is compared with its record. */
export function defined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

// Not localeCompare: the order must not depend on the machine's language.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
