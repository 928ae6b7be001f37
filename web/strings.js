// Every word the page shows, in Chinese. A second language is a second object of the same shape;
// questions, answers, quotes and the server's problem details come from the service as they are.

const REASONS = {
  empty_question: "问题是空的",
  out_of_scope: "问题超出了报告的范围",
  not_stated: "报告没有说到这一点",
  false_premise: "问题的前提与报告不符",
  refused: "这个问题不予回答",
};

const VERDICTS = {
  contradicted: { sign: "✕", word: "与引文不符" },
  unverified: { sign: "?", word: "未能核实" },
};

const TIMINGS = {
  rewrite: "改写问题",
  embed: "向量化",
  search: "检索",
  compose: "作答",
  verify: "核对",
  total: "合计",
};

export const strings = {
  title: "askreport",
  documents: "已载入的文档",
  documentsFailed: "文档列表没有载入",
  openDocument: (title) => `打开《${title}》`,
  newConversation: "新对话",
  conversation: "对话",

  emptyHeading: "向报告提问",
  emptyText: "答案里的每一句话都附有引用，点一下就能看到它在原文中的出处。",
  suggestions: "可以这样问",

  question: "你的问题",
  placeholder: "输入问题…",
  composerHint: "Enter 发送，Shift + Enter 换行",
  send: "发送",
  stop: "停止",
  count: (length, limit) => `${length} / ${limit}`,
  tooLong: (length, limit) =>
    `问题最多 ${limit} 字，现在有 ${length} 字，请删去 ${length - limit} 字再发送。`,

  searching: "正在检索…",
  checking: (found) => `找到 ${found} 段原文，正在核对…`,
  asked: "问：",

  pageNumber: (number) => `第 ${number} 页`,
  pageLabel: (label) => `印刷页码 ${label}`,
  cell: ({ row, column }) => `表格第 ${row} 行，“${column}”列`,
  chip: (number) => `[${number}]`,
  moreChips: (count) => `另 ${count} 处`,
  chipLabel: (number, page) => `引用 ${number}，第 ${page} 页`,
  verdict: (verdict) => VERDICTS[verdict],

  standalone: (question) => `按这个问题检索：${question}`,
  noAnswer: "报告里没有找到答案",
  reason: (reason) => REASONS[reason] ?? "",
  nearest: "最接近的原文：",

  why: "为什么这样回答",
  confidence: "把握",
  backend: "作答方式",
  percent: (share) => `${Math.round(share * 100)}%`,
  failedChecks: "没有通过的核对",
  passages: "检索到的原文",
  rank: "名次",
  page: "页",
  heading: "标题",
  score: "得分",
  dense: "语义",
  lexical: "字面",
  timings: "用时",
  timing: (step) => TIMINGS[step] ?? step,
  milliseconds: (value) => `${Math.round(value)} 毫秒`,
  receipt: "凭据",

  source: "原文",
  sourceText: "原文页面，可以滚动",
  previousPage: "上一页",
  nextPage: "下一页",
  close: "关闭",
  closeSource: "关闭原文",
  loading: "正在载入原文…",
  sourceFailed: "原文没有载入。",
  noPage: "这一页没有文字。",

  retry: "重试",
  failure: {
    stopped: { title: "已停止", detail: "这次回答没有完成。" },
    network: { title: "连不上服务", detail: "请检查网络或服务是否在运行，然后重试。" },
    cut: { title: "回答中断了", detail: "连接在答案完成之前断开，上面的内容不完整。" },
  },
  problem: (title) => `服务没能回答：${title}`,
  retryAfter: (seconds) => `请在 ${seconds} 秒后重试。`,
};
