import { grouped } from "../numbers";
import type { Words } from "./en";

/** 보호 장치마다 이 환경에서의 모습. */
export const posture: Words["posture"] = {
  caption: "이 환경에서는",
  topic: "보호 장치",
  how: "이 환경에서의 모습",
  state: "상태",
  states: { strict: "엄격함", relaxed: "완화됨", open: "열림" },
  meaning:
    "엄격함: 이 플랫폼이 할 수 있는 만큼 닫혀 있습니다. 완화됨: 스택 파일에 따라 그보다 느슨합니다. 열림: 제한이 없습니다. –: 선택할 것이 없습니다.",
  topics: {
    rules: "규칙",
    doors: "통로",
    firewall: "방화벽(WAF)",
    atRest: "저장 시 암호화",
    transit: "전송 중 암호화",
    egress: "외부 통신",
    secrets: "시크릿",
    identity: "자격 증명",
    audit: "감사",
    privacy: "로그의 개인 정보",
    backups: "백업",
    guards: "AWS 보안 서비스",
  },
  rules: ({ all, broken, mandatory }) =>
    broken === 0
      ? `규칙 ${all}개를 모두 지킵니다.`
      : `규칙 ${all}개 중 ${all - broken}개를 지킵니다. ${mandatory === 0 ? "지키지 않은 것은 여기서 권고 사항입니다" : `배포를 막는 위반이 ${mandatory}건 있습니다`}.`,
  doors: ({ routes, publicRoutes, publicAddresses }) =>
    `경로 ${routes}개 중 토큰이 필요 없는 경로는 ${publicRoutes}개입니다. 공인 주소 ${publicAddresses}개는 모두 NAT 게이트웨이의 것이며, 그 주소로는 아무것도 들어오지 못합니다.`,
  firewall: ({ mode, requestsPerFiveMinutes }) =>
    `AWS 관리형 규칙은 ${mode === "block" ? "차단합니다" : "집계만 합니다"}. 한 주소가 5분에 ${grouped(requestsPerFiveMinutes)}회를 넘게 요청하면 차단됩니다.`,
  atRest: (keys) => `데이터, 로그, 개별 모듈을 위한 이 환경만의 KMS 키가 ${keys}개 있습니다.`,
  transit: ({ loadBalancers, betweenModules, stores }) =>
    `API와 ${stores.join(", ")} 연결은 TLS입니다. API에서 로드 밸런서까지: ${loadBalancers ? "TLS" : "도메인이 없으므로 VPC 안에서 평문 HTTP"}. ${betweenModules === undefined ? "다른 모듈을 호출하는 모듈이 없습니다" : `모듈 사이: ${betweenModules ? "TLS" : "VPC 안에서 평문"}`}.`,
  egress: ({ mode, domains = 0, failOpen }) =>
    ({
      open: "모든 이름을 조회할 수 있습니다.",
      alert: `이름과 패턴 ${domains}개가 알려져 있으며, 그 밖의 이름은 알리고 통과시킵니다.`,
      block: `외부의 이름과 패턴 ${domains}개만 조회되고 그 밖의 이름은 조회되지 않습니다. 주소로 바로 접속하면 이름을 묻지 않습니다(egress 모드 strict가 막습니다).`,
      strict: `외부의 이름과 패턴 ${domains}개만 조회되며, 그 밖으로 나가는 연결은 방화벽이 버립니다.`,
    })[mode] +
    (mode === "open"
      ? ""
      : failOpen
        ? " DNS 방화벽에 장애가 나면 조회를 허용합니다."
        : " DNS 방화벽에 장애가 나면 아무것도 나가지 못합니다."),
  secrets: ({ count, rotated, rotationDays }) =>
    `시크릿 ${count}개. ${rotationDays === false ? "저절로 바뀌지 않습니다" : `그중 비밀번호와 토큰 ${rotated}개는 ${rotationDays}일마다 바뀌고, 외부 서비스의 키는 사람이 바꿉니다`}.`,
  identity: (roles) => `IAM 역할 ${roles}개가 한 가지 일씩 맡으며, 역할을 함께 쓰는 모듈은 없습니다.`,
  audit: ({ trail, auditors, breakGlass }) =>
    `${trail === false ? "자체 추적이 없습니다." : `추적 기록은 ${trail.retentionDays}일 동안 아무도 바꿀 수 없습니다(${trail.lock}).`} 감사자 ${auditors}명, 비상 접근자 ${breakGlass}명.`,
  privacy: ({ logGroups, masked, personalLogDays }) =>
    `로그 그룹 ${logGroups}개 중 기술 로그를 뺀 ${masked}개를 가립니다. 사람이 쓴 내용이 들어갈 수 있는 로그는 최대 ${personalLogDays}일 보관합니다.`,
  deletion: {
    protected: "스택 파일에서 뺀 것도 남습니다.",
    disposable: "스택 파일에서 뺀 것은 삭제됩니다.",
  },
  backups: ({ mariadbDays, qdrantDays, vault }) =>
    [
      ...(mariadbDays === undefined ? [] : [`MariaDB: 지난 ${mariadbDays}일의 어느 시점으로도 복원.`]),
      ...(qdrantDays === undefined
        ? []
        : [`Qdrant: ${qdrantDays === false ? "스냅샷 없음" : `일일 스냅샷 ${qdrantDays}일분`}.`]),
      vault === false
        ? "AWS Backup 없음."
        : `AWS Backup: 잠긴 저장소에 일일 백업 ${vault.dailyDays}일분${vault.restoreTesting ? ", 매달 복원 시험" : ""}.`,
    ].join(" "),
  guards: ({ on, off }) =>
    [
      ...(on.length === 0 ? [] : [`여기서 켠 것: ${on.join(", ")}.`]),
      ...(off.length === 0
        ? []
        : [`여기서 켜지 않은 것: ${off.join(", ")}. 계정마다 한 번이면 되므로 다른 스택이 켤 수 있습니다.`]),
    ].join(" "),
};
