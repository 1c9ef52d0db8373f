/** Where a price was read. All are second-hand: AWS's own list was not at hand, so take 5 % either way. */
export interface Source {
  readonly text: string;
  /** ISO day of the reading or, where the source gives none, the day by which it was read. */
  readonly date: string;
}

const readBy = "2026-11-20";

export const sources = {
  offerFiles: { text: "public repository checked against the AWS offer files", date: "2026-10-05" },
  catalogue: { text: "public price catalogue made from the AWS Price List", date: "2026-10-01" },
  catalogueScaled: {
    text: "public price catalogue made from the AWS Price List, scaled by instance size",
    date: "2026-10-01",
  },
  catalogueProxy: {
    text: "public price catalogue made from the AWS Price List; PostgreSQL figure in place of MariaDB's",
    date: "2026-10-01",
  },
  catalogueProxyScaled: {
    text: "public price catalogue made from the AWS Price List; PostgreSQL figure in place of MariaDB's, doubled per size",
    date: "2026-10-01",
  },
  infracost: { text: "infracost golden files, commit 95ba4f4", date: "2026-08-21" },
  infracostOtherRegion: {
    text: "infracost golden files, commit 95ba4f4; the us-east-1 figure in place of this region's",
    date: "2026-08-21",
  },
  karpenter: { text: "karpenter zz_generated.pricing_aws.go", date: "2026-07-20" },
  vantage: { text: "vantage.sh/blog/fargate-pricing, undated", date: readBy },
  skypilot: {
    text: "skypilot-catalog catalogs/v8/aws/vms.csv, commit 00148f2, scaled by instance size",
    date: readBy,
  },
  skypilotRow: { text: "skypilot-catalog catalogs/v8/aws/vms.csv, commit 00148f2", date: "2026-11-21" },
  skypilotRatio: {
    text: "us-east-1 figure of karpenter, scaled by what skypilot-catalog has for another size of the family",
    date: "2026-11-21",
  },
  mariaDb: {
    text: "public repository and usage.ai data set (MariaDB at the MySQL price), undated",
    date: readBy,
  },
  mariaDbScaled: {
    text: "public repository and usage.ai data set (MariaDB at the MySQL price), undated, doubled per size",
    date: readBy,
  },
  fortem: { text: "fortem.dev/blog/ecs-fargate-monitoring, undated", date: readBy },
  fortemOtherRegion: {
    text: "fortem.dev/blog/ecs-fargate-monitoring, undated; the us-east-1 figure in place of this region's",
    date: readBy,
  },
  factualMindsWatching: {
    text: "factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards",
    date: "2026-06-13",
  },
  factualMindsWatchingOtherRegion: {
    text: "factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards; one figure for all regions",
    date: "2026-06-13",
  },
  bulkApi: { text: "public cost model that read the AWS Price List Bulk API", date: "2026-09-29" },
  wafOfferFile: {
    text: "public repository that quotes the AWS offer file of awswaf for Seoul, edition of 2026-09-14",
    date: "2026-10-01",
  },
  cognitoPage: {
    text: "api-evangelist/amazon-cognito, from the examples of the Cognito pricing page, which name no region",
    date: "2026-09-20",
  },
  cognitoOtherRegion: {
    text: "public repository that read the AWS Pricing API; the Tokyo figure in place of this region's",
    date: "2026-08-17",
  },
  vantageTokens: {
    text: "cur.vantage-api.com, CUPM2MTokenRequestsFull, one figure for all its regions",
    date: "2025-04-27",
  },
  privateCaPage: {
    text: "aws.amazon.com/private-ca/pricing, one figure for all regions",
    date: "2026-11-21",
  },
  cloudburn: { text: "cloudburn.io/blog/amazon-eventbridge-pricing", date: "2026-03-13" },
  cloudburnOtherRegion: {
    text: "cloudburn.io/blog/amazon-eventbridge-pricing; the us-east-1 figure in place of this region's",
    date: "2026-03-13",
  },
  cloudburnBackup: {
    text: "cloudburn.io/blog/aws-backup-pricing; its figure for backups in general in place of that for S3",
    date: "2026-02-07",
  },
  cloudburnBackupOtherRegion: {
    text: "cloudburn.io/blog/aws-backup-pricing; the us-east-1 figure for backups in general in place of Seoul's for S3",
    date: "2026-02-07",
  },
  elastiCachePage: {
    text: "public notes that quote aws.amazon.com/elasticache/pricing for us-east-1",
    date: "2026-07-29",
  },
  elastiCacheOtherRegion: {
    text: "public notes that quote aws.amazon.com/elasticache/pricing; the us-east-1 figure in place of this region's",
    date: "2026-07-29",
  },
  elastiCacheNodes: {
    text: "public notes on prices of ElastiCache nodes in us-east-1, undated",
    date: "2026-11-21",
  },
  elastiCacheNodesScaled: {
    text: "public notes on prices of ElastiCache nodes in us-east-1, undated, doubled per size",
    date: "2026-11-21",
  },
  factualMinds: {
    text: "factualminds.com/blog/amazon-sqs-pricing-64kb-rule-fifo-vs-standard",
    date: "2026-06-13",
  },
  factualMindsOtherRegion: {
    text: "factualminds.com/blog/amazon-sqs-pricing-64kb-rule-fifo-vs-standard; the us-east-1 figure in place of this region's",
    date: "2026-06-13",
  },
  ecsAnywhere: {
    text: "public notes that quote aws.amazon.com/ecs/anywhere/pricing and name no region, undated",
    date: "2026-11-21",
  },
  budgetDays: {
    text: "public notes that read the AWS Price List: 62 budget-days a month are free, undated",
    date: "2026-11-22",
  },
  geeksForGeeks: {
    text: "geeksforgeeks.org/devops/activate-unused-access-analyzer, which names no region, undated",
    date: "2026-11-22",
  },
  configNotes: {
    text: "public notes on what security services cost in us-east-1, undated",
    date: "2026-11-22",
  },
  configNotesOtherRegion: {
    text: "public notes on what security services cost, undated; the us-east-1 figure in place of this region's",
    date: "2026-11-22",
  },
  studioTable: {
    text: "table of SageMaker instances in ZindiAfrica/AI-for-Equity-Challenges, for Ohio, undated",
    date: "2026-11-22",
  },
  studioTableOtherRegion: {
    text: "table of SageMaker instances in ZindiAfrica/AI-for-Equity-Challenges; the figure of Ohio in place of this region's",
    date: "2026-11-22",
  },
  studioWiki: {
    text: "table of Studio instances in JHUAPL-DTC-TA2/wiki, which names no region, undated",
    date: "2026-11-22",
  },
  studioWikiOtherRegion: {
    text: "table of Studio instances in JHUAPL-DTC-TA2/wiki, which names no region and whose figures are not this one's, undated",
    date: "2026-11-22",
  },
  studioGpus: {
    text: "goerlitz/nlp-classification, quoting aws.amazon.com/sagemaker/pricing without a region, undated",
    date: "2026-11-22",
  },
  studioStorage: {
    text: "aws-samples/sagemaker-ssh-helper, bill of December 2023 in Ireland, in place of this region's",
    date: "2026-11-22",
  },
  memory: { text: "from memory, no source found", date: readBy },
} as const satisfies Record<string, Source>;
