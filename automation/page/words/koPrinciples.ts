import { money } from "../../render/section";
import type { Words } from "./en";

/** 설계 원칙마다 이 환경에서 지켜진 정도. */
export const principles: Words["principles"] = {
  lead: "서로 부딪칠 때는 이 순서를 따릅니다. 숫자는 이 환경의 값입니다.",
  simple: {
    title: "단순함이 복잡함보다 낫다",
    text: ({ lines, resources, instances }) =>
      `YAML ${lines}줄이 리소스 ${resources}개를 모두 정합니다. ${instances === 0 ? "돌봐야 할 인스턴스가 없고" : `돌봐야 할 인스턴스는 ${instances}개이고`}, 클러스터 소프트웨어는 없습니다.`,
  },
  developers: {
    title: "개발자 경험이 먼저다",
    text: ({ modules, perModule, rollBack, released }) =>
      `모듈 ${modules}개에 항목이 하나씩 있고, 항목 하나가 평균 ${perModule}개의 리소스를 만듭니다. 모듈 ${released}개 중 ${rollBack}개의 배포는 문제가 있으면 저절로 되돌아갑니다.`,
  },
  secure: {
    title: "첫 설계부터 안전하게",
    text: ({ rules, mandatory, publicRoutes, keys, roles }) =>
      `규칙 ${rules}개 중 배포를 막는 위반은 ${mandatory}건이고, 토큰 없이 열린 경로는 ${publicRoutes}개입니다. 키 ${keys}개와 역할 ${roles}개가 각 부분을 서로 떼어 놓습니다.`,
  },
  scale: {
    title: "필요할 때 확장한다",
    text: ({ min, max, scaled, nearest }) =>
      `한산할 때 태스크 ${min}개, 바쁠 때 ${max}개이며, 모듈 ${scaled}개가 저절로 확장됩니다.${nearest === undefined ? "" : ` 가장 먼저 닿을 할당량은 ${Math.round((nearest.used / nearest.limit) * 100)}% 사용 중입니다.`}`,
  },
  cost: {
    title: "비용 효율",
    text: ({ monthlyUsd, budgetUsd, arm, spot, modules }) =>
      `월 약 ${money(monthlyUsd)} USD${budgetUsd === false ? "이며 예산은 정하지 않았습니다" : `로 예산의 ${Math.round((monthlyUsd / budgetUsd) * 100)}%입니다`}. 모듈 ${modules}개 중 ${arm}개는 더 저렴한 ARM64에서, ${spot}개는 스팟에서 실행됩니다.`,
  },
};
