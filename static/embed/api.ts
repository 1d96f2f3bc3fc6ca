// Drawn from package shared/api by its test: do not edit.

export type Lang = "ja" | "en";

export type ElementName = "pay" | "login" | "address" | "payment" | "order";

export type Placement = "cart" | "checkout" | "signup" | "login" | "mypage" | "complete";

export type Target = "purchaser" | "delivery";

export type Site = "pc" | "sp";

export type Colour = "gold" | "lightgray" | "darkgray";

export type Size = "small" | "medium" | "large" | "fluid";

export interface Element {
  id: string;
  name: ElementName;
  placement?: Placement;
  target?: Target;
  cart?: string;
  site?: Site;
  lang?: Lang;
  colour?: Colour;
  size?: Size;
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

export interface Checkout {
  id: string;
  state: string;
  problem?: string;
  name?: string;
  email?: string;
  phone?: string;
  delivery?: Address;
  descriptor?: string;
}

export interface Style {
  colour: Colour;
  size: Size;
}

export interface PayView {
  kind: string;
  style: Style;
  sandbox?: boolean;
  notice?: string;
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
  notice?: string;
}

export interface View {
  lang: Lang;
  site: Site;
  pay?: PayView;
  address?: AddressView;
  payment?: PaymentView;
  order?: OrderView;
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

export type Kind = "pay" | "login";

export interface BeginRequest {
  shop: string;
  kind: Kind;
  placement: Placement;
  cart: string;
  site: Site;
  device: Site;
  lang?: Lang;
  returnTo: string;
  challenge: string;
}

export interface ChangeRequest {
  shop: string;
  session: string;
  what: "address" | "payment";
  lang?: Lang;
  returnTo: string;
  challenge: string;
}

export interface ConfirmRequest {
  shop: string;
  session: string;
  cart: string;
  page: string;
  device: Site;
  lang?: Lang;
  returnTo: string;
  challenge: string;
}

export interface Departure {
  go: string;
  checkout: string;
}
