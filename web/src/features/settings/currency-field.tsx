/** Chooses the currency that everything is reckoned in: one that the ECB has a rate for. */
import { SelectField } from "@/ui/forms/field";

const CURRENCIES =
  "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF IDR ILS INR ISK JPY KRW MXN MYR NOK NZD PHP PLN RON SEK SGD THB TRY USD ZAR".split(
    " ",
  );
const names = new Intl.DisplayNames(undefined, { type: "currency" });

type CurrencyFieldProps = { value: string; onChoose: (currency: string) => void };

export function CurrencyField({ value, onChoose }: CurrencyFieldProps) {
  const known = CURRENCIES.includes(value) ? CURRENCIES : [value, ...CURRENCIES];
  return (
    <SelectField
      label="Your currency"
      hint="Amounts on this page keep their figures"
      value={value}
      onChange={(event) => {
        onChoose(event.target.value);
      }}
    >
      {known.map((currency) => (
        <option key={currency} value={currency}>
          {currency} · {names.of(currency)}
        </option>
      ))}
    </SelectField>
  );
}
