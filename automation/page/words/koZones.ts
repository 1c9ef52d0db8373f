import type { Words } from "./en";

/** 가용 영역 하나를 잃는 경우. */
export const zones: Words["zones"] = {
  lead: (zones) =>
    `이 환경은 ${zones} 가용 영역에 있습니다. 부분마다, 잃었을 때 가장 타격이 큰 영역을 잃은 경우를 보여 줍니다.`,
  caption: "입구에서 출구까지의 각 부분",
  part: "부분",
  outcome: "결과",
  why: "이유",
  data: "위험한 데이터",
  outcomes: {
    "goes-on": "계속 동작",
    restarts: "몇 분 안에 복구",
    unknown: "알 수 없음",
    down: "복구까지 중단",
  },
  meaning:
    "계속 동작: 호출자가 거의 느끼지 못합니다. 몇 분 안에 복구: 다른 영역에서 저절로 다시 동작하며, 그때까지 호출이 실패하거나 느릴 수 있습니다. 복구까지 중단: 가용 영역이 돌아오거나 누군가 조치할 때까지 멈춥니다.",
  parts: {
    edge: "API, WAF, 로그인",
    "load-balancers": "로드 밸런서",
    mariadb: "MariaDB",
    qdrant: "Qdrant",
    cache: "캐시",
    storage: "버킷, 시크릿, 대기열",
    "way-out": "출구(NAT)",
  },
  reasons: {
    regional: () => "AWS가 리전의 여러 가용 영역에서 운영합니다.",
    "in-every-zone": () => "모든 가용 영역에 노드가 있습니다.",
    outside: () => "태스크가 회사의 자체 서버에서 실행됩니다.",
    "by-the-clock": () => "실행 중이던 작업은 사라지고, 다음 작업은 다른 영역에서 시작됩니다.",
    spread: ({ count }) =>
      `최소 ${count!.all}개 태스크 중 ${count!.left}개가 남고, 나머지는 ECS가 남은 영역에서 시작합니다.`,
    "one-task": () =>
      "가장 한산할 때 태스크가 하나입니다. 그 영역에 있었다면 ECS가 다른 영역에서 시작합니다.",
    "one-instance": () => "풀에 인스턴스가 하나뿐일 수 있고, 모든 태스크가 그 위에 있을 수 있습니다.",
    "zones-not-first": () =>
      "배치 전략이 영역 분산을 우선하지 않아 모든 태스크가 한 영역에 있을 수 있습니다.",
    pinned: () => "스택 파일의 제약 조건이 가용 영역을 언급합니다(capacity.constraints).",
    standby: () => "다른 영역의 대기 서버가 보통 1~2분 안에 넘겨받습니다.",
    "one-zone": () => "대기 서버 없이 한 영역에 있습니다.",
    copies: ({ count }) => `노드 ${count!.all}개 중 ${count!.left}개가 남고, 모든 벡터의 사본이 있습니다.`,
    "one-node": ({ zone }) => `하나뿐인 노드와 볼륨이 ${zone!}에 있습니다.`,
    "nodes-share-zones": ({ count }) =>
      `노드 ${count!.all}개 중 ${count!.left}개만 남습니다. 합의하기에 부족하거나 일부 벡터의 사본이 없습니다.`,
    serverless: () => "AWS가 여러 영역에 사본을 둡니다.",
    replicas: () => "다른 영역의 사본이 넘겨받습니다.",
    "no-replica": () => "다른 영역에 사본이 없습니다.",
    "gateway-per-zone": () => "가용 영역마다 NAT 게이트웨이가 있습니다.",
    "one-gateway": ({ zone }) =>
      `모든 영역이 ${zone!}의 게이트웨이로 나갑니다. 이것이 없으면 모듈이 외부에 접근하지 못하고 새 태스크가 시작되지 않습니다.`,
    "owner-of-the-network": () => "VPC를 여기서 만들지 않으므로, VPC 소유자에게 확인해야 합니다.",
  },
  risks: {
    none: "없음",
    "under-way": "처리 중인 응답",
    moments: "마지막 순간의 쓰기",
    "five-minutes": "영역이 돌아오지 않으면 약 마지막 5분",
    "a-day": "영역이 돌아오지 않으면 마지막 일일 사본 이후의 데이터",
    all: "영역이 돌아오지 않으면 전부",
    cache: "전부. 다만 캐시일 뿐입니다",
  },
  heldUp: (names) => `다음을 기다립니다: ${names}.`,
  spot: "다시 시작하려면 스팟 용량이 필요하며, 이때는 부족할 수 있습니다.",
};
