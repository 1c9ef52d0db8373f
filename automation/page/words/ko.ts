import { money } from "../../render/section";
import type { Words } from "./en";
import { posture } from "./koPosture";
import { principles } from "./koPrinciples";
import { reach } from "./koReach";
import { zones } from "./koZones";

/** 한국어. 이름과 식별자는 그대로 둡니다. */
export const ko: Words = {
  language: "ko",
  title: (stack) => `${stack} 환경`,
  lead: (stack) =>
    `${stack} 환경이 무엇으로 이루어져 있고, 비용이 얼마이며, 누가 무엇에 접근할 수 있는지 보여 줍니다. 측정값이 아니라 계획입니다. 계정을 읽지 않고, 실제 프로그램을 모의 AWS에서 실행하여 스택 파일로부터 계산했습니다.`,
  skip: "본문으로 건너뛰기",
  contents: "목차",
  headings: {
    picture: "아키텍처",
    runs: "무엇이 실행되는가",
    reach: "누가 무엇에 접근하는가",
    zones: "가용 영역 하나를 잃는다면",
    cost: "비용",
    posture: "보안 상태",
    limits: "타임아웃, 할당량, 수작업",
    difference: "변경의 영향",
    comparison: "차이점",
    principles: "원칙",
    decisions: "결정 사항",
    resources: "전체 리소스",
  },
  head: {
    profile: "프로필",
    region: "리전",
    zones: "가용 영역",
    resources: "리소스",
    usd: "월 비용(USD)",
    budget: (usd) => `예산 ${money(usd)} USD 중`,
    noBudget: "정해진 예산이 없습니다",
    findings: "규칙 위반",
    rules: (rules, findings, mandatory) =>
      findings === 0 ? `규칙 ${rules}개를 모두 지킴` : `배포를 막는 위반 ${mandatory}건, 규칙 ${rules}개`,
  },
  glance: {
    title: "한눈에 보기",
    runs: (modules, min, max, names) =>
      `모듈 ${modules}개가 태스크 ${min}~${max}개로 실행됩니다${names === "" ? "" : `: ${names}`}.`,
    cost: ({ usd, most, tiers }) =>
      `월 약 ${money(usd)} USD이며, 큰 몫은 ${tiers}입니다.${most > usd ? ` 태스크가 가장 적을 때의 비용이며, 한 달 내내 가장 많을 때는 ${money(most)} USD입니다.` : ""}`,
    reach: (routes, open) =>
      open === 0
        ? `API 하나에 경로 ${routes}개가 있으며, 모두 토큰 없이는 닫혀 있습니다.`
        : `API 하나에 경로 ${routes}개가 있으며, 그중 ${open}개는 누구에게나 열려 있습니다.`,
    out: {
      open: "외부로 나가는 통신은 감시하거나 제한하지 않습니다.",
      alert: "외부로 나가는 통신은 이름 단위로 감시합니다.",
      block: "외부로 나가는 통신은 허용 목록의 이름으로 제한됩니다.",
      strict: "외부로 나가는 통신은 허용 목록으로 제한되고 내용도 검사됩니다.",
    },
    zones: (fine, restarting, all) => {
      if (fine === all) return `모듈 ${all}개가 모두 계속 동작합니다.`;
      if (restarting === all) return `모듈 ${all}개가 모두 몇 분 안에 저절로 복구됩니다.`;
      if (fine + restarting === 0) return `모듈 ${all}개가 모두 중단됩니다.`;
      return `모듈 ${all}개 중 ${fine}개는 계속 동작하고, ${restarting}개는 몇 분 안에 복구됩니다.`;
    },
    switching: (names) => `다른 영역으로 전환: ${names}.`,
    down: (names) => `복구할 때까지 중단: ${names}.`,
  },
  runs: {
    modules: "모듈",
    module: "모듈",
    owner: "담당",
    runsOn: "실행 위치",
    size: (vcpu, gib) => `vCPU ${vcpu}, ${gib} GiB`,
    tasks: "태스크",
    scaling: "확장 기준",
    fixed: "고정",
    release: "배포 방식",
    routes: "경로",
    keeps: "보관 데이터",
    spot: (percent) => `스팟 ${percent}%`,
    noPath: "없음",
    jobs: "작업",
    job: "작업",
    schedule: "일정",
    command: "명령",
    off: "꺼짐",
    pools: "인스턴스 풀",
    pool: "풀",
    types: "인스턴스 유형",
    instances: "인스턴스",
    data: "데이터를 보관하는 곳",
    store: "저장소",
    how: "운영 방식",
    copies: "되살릴 수 있는 것",
    deletion: {
      protected: "스택 파일에서 뺀 것도 데이터와 함께 AWS에 남습니다.",
      disposable: "스택 파일에서 뺀 것은 데이터와 함께 삭제됩니다.",
    },
    keepsNames: { schema: "스키마", bucket: "버킷", collections: "컬렉션", cache: "캐시" },
  },
  reach,
  zones,
  cost: {
    lead: (date) =>
      `정가 기준이며${date === "" ? "" : ` ${date} 이후에 확인한 가격으로,`} 세금은 제외했습니다. AI 서비스 호출 비용은 포함하지 않습니다. 모듈은 최소 태스크 수로 계산합니다.`,
    unpriced: (names) => `사용량에 따라 달라져 가격을 매기지 않은 것: ${names}.`,
    tiers: "계층별",
    tier: "계층",
    resources: "리소스",
    usd: "월 USD",
    share: "비율",
    modules: "모듈별(다른 계층에 속한 전용 키, 시크릿, 버킷, 로그 포함)",
    drivers: (count) => `비용이 드는 곳: 가장 큰 ${count}개`,
    what: "항목",
    changedBy: "바꾸는 설정",
    budgets: "예산",
    budgetOf: "대상",
    environment: "환경 전체",
    budget: "예산",
    used: "사용률",
    environments: "환경 비교",
    fact: "항목",
    facts: {
      profile: "프로필",
      zones: "가용 영역",
      nat: "NAT 게이트웨이",
      modules: "모듈",
      tasks: "태스크(최소–최대)",
      mariadb: "MariaDB",
      qdrant: "Qdrant",
      egress: "외부 통신",
      firewall: "WAF",
      deletion: "데이터",
      findings: "규칙 위반",
      resources: "리소스",
      monthlyUsd: "월 USD",
      budgetUsd: "예산",
    },
    nat: { single: "하나", "per-zone": "영역마다 하나", existing: "여기서 만들지 않음" },
    standby: "대기 서버 있음",
    oneZone: "한 영역",
    none: "–",
    faults: (faults) => `파일에 오류 ${faults}개`,
    deletion: { protected: "보호", disposable: "삭제 가능" },
    assumptions: "추정에 쓰인 가정",
    field: "설정",
    value: "값",
  },
  posture,
  limits: {
    timeouts: "호출자에서 태스크까지의 타임아웃(초)",
    hops: {
      heartbeat: "하트비트",
      api: "API",
      apiIdle: "API 유휴",
      loadBalancerIdle: "ALB 유휴",
      keepAlive: "연결 유지",
      request: "Service Connect",
      requestIdle: "Service Connect 유휴",
      drain: "드레이닝",
      stop: "중지",
    },
    heartbeat:
      "모듈은 응답하는 동안 하트비트 간격마다 무언가를 보냅니다. 구간별 설명은 docs/edge.md에 있습니다.",
    quotas: "AWS 할당량",
    quota: "항목",
    used: "사용",
    of: "한도",
    handwork: "첫 배포 이후의 수작업",
    variable: "변수",
    todo: "할 일",
    putKey: "모듈의 시크릿에 값을 넣습니다.",
    noHandwork: "사람이 직접 할 일이 없습니다.",
  },
  comparison: {
    lead: (here, there) => `${here} 환경이 ${there} 환경과 다른 점입니다.`,
  },
  principles,
  decisions: {
    lead: (count) =>
      `플랫폼에 관한 결정 ${count}개를 한 문장씩 보여 줍니다. 이유와 대가는 각 파일에 있습니다. 원문은 영어입니다.`,
  },
  resources: {
    lead: "프로그램이 등록하는 모든 리소스를 계층별로 보여 줍니다.",
    summary: (resources, usd) => `리소스 ${resources}개, 월 ${money(usd)} USD`,
    name: "이름",
    type: "유형",
    module: "모듈",
    caption: (tier) => `${tier} 계층의 리소스`,
  },
  foot: (stack) =>
    `npx ai-platform plan ${stack} --html --language ko(으)로 만들었습니다. 같은 스택 파일은 언제나 바이트까지 같은 페이지가 됩니다. AWS에는 아무것도 묻지 않았습니다.`,
};
