// Drawn from package shared/api by its test: do not edit.

export type Lang = "ja" | "en";

export type ElementName = "pay" | "login" | "address" | "payment" | "order" | "reflect" | "guide" | "link";

export type Kind = "pay" | "login";

export type Placement = "cart" | "checkout" | "signup" | "login" | "mypage" | "complete";

export type Target = "purchaser" | "delivery";

export type Site = "pc" | "sp";

export type Colour = "gold" | "lightgray" | "darkgray";

export type Size = "small" | "medium" | "large" | "fluid";

export interface Element {
  id: string;
  name: ElementName;
  kind?: Kind;
  placement?: Placement;
  target?: Target;
  cart?: string;
  member?: string;
  prompt?: boolean;
  site?: Site;
  lang?: Lang;
  colour?: Colour;
  size?: Size;
  shown?: boolean;
}

export interface RenderRequest {
  shop: string;
  lang?: Lang;
  code?: string;
  verifier?: string;
  session?: string;
  elements: Element[];
  device?: Site;
}

export interface Address {
  name: string;
  postalCode: string;
  region: string;
  city?: string;
  line1: string;
  line2?: string;
  line3?: string;
  country: string;
  phone?: string;
}

export interface Person {
  familyName?: string;
  givenName?: string;
  familyKana?: string;
  givenKana?: string;
  email?: string;
  phone?: string;
  postalCode?: string;
  prefecture?: string;
  city?: string;
  street?: string;
  building?: string;
  uncertain?: string[];
  phoneParts?: string[];
  prefectureNames?: string[];
}

export interface Checkout {
  id: string;
  state: string;
  problem?: string;
  placement: Placement;
  name?: string;
  email?: string;
  phone?: string;
  delivery?: Address;
  descriptor?: string;
  fill?: Target;
  purchaser?: Person;
  recipient?: Person;
  missing?: string[];
}

export interface Style {
  colour: Colour;
  size: Size;
}

export interface PayView {
  kind: Kind;
  style: Style;
  sandbox?: boolean;
  notice?: string;
  note?: string;
}

export interface AddressView {
  target: Target;
  name?: string;
  lines?: string[];
  phone?: string;
}

export interface PaymentView {
  descriptor?: string;
}

export interface OrderView {
  total: number;
  questions?: string[];
  notice?: string;
}

export interface ReflectView {
  ticked?: boolean;
  signed?: boolean;
}

export interface GuideView {
  kind: Kind;
  text?: string;
  image?: string;
}

export interface LinkView {
  placement: Placement;
  state: string;
  prompt?: boolean;
  since?: string;
  notice?: string;
}

export interface View {
  lang: Lang;
  site: Site;
  state?: string;
  pay?: PayView;
  address?: AddressView;
  payment?: PaymentView;
  order?: OrderView;
  reflect?: ReflectView;
  guide?: GuideView;
  link?: LinkView;
}

export interface Box {
  width: number;
  height: number;
}

export interface Rendered {
  id: string;
  html?: string;
  view?: View;
  box?: Box;
  hidden?: string[];
  text?: string;
}

export interface Program {
  wasm: string;
  exec: string;
}

export interface FieldProblem {
  field: string;
  rule: string;
  param?: string;
  text: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  fields?: FieldProblem[];
}

export interface RenderResponse {
  session?: string;
  checkout?: Checkout;
  elements: Rendered[];
  styles: string;
  program?: Program;
  problem?: Problem;
}

export interface BeginRequest {
  shop: string;
  kind: Kind;
  placement: Placement;
  cart?: string;
  member?: string;
  loginState?: string;
  reflect?: boolean;
  consent?: string;
  resume?: string;
  site: Site;
  colour?: Colour;
  size?: Size;
  device: Site;
  lang?: Lang;
  returnTo: string;
  challenge: string;
}

export interface ChangeRequest {
  shop: string;
  session: string;
  what: "address" | "payment";
  target?: Target;
  lang?: Lang;
  returnTo: string;
  challenge: string;
}

export type Field = "familyName" | "givenName" | "familyKana" | "givenKana" | "email" | "phone" | "postalCode" | "prefecture" | "city" | "street" | "building";

export interface TypedField {
  field: Field;
  value: string;
}

export interface ConfirmRequest {
  shop: string;
  session: string;
  cart: string;
  page: string;
  device: Site;
  answers?: TypedField[];
  lang?: Lang;
  returnTo: string;
  challenge: string;
}

export interface CheckRequest {
  shop: string;
  typed: TypedField[];
  lang?: Lang;
}

export interface CheckResponse {
  person: Person;
  fields: FieldProblem[];
}

export interface LinkRequest {
  shop: string;
  session: string;
  member: string;
  consent: string;
  lang?: Lang;
}

export interface UnlinkRequest {
  shop: string;
  member: string;
  lang?: Lang;
}

export interface LinkResponse {
  linked: boolean;
}

export interface Departure {
  go: string;
  checkout: string;
}
