// Filters: the radio buttons work by CSS alone. This script only puts the choice into the address (?theme=nato).
{
  const radios = findAll(".edition-filter input");
  const carry = () => {
    for (const link of findAll(".edition-section a")) link.search = location.search;
  };
  for (const radio of radios) {
    if (radio.value && radio.value === asked.get(radio.name)) radio.checked = true;
    radio.addEventListener("change", () => {
      const address = new URL(location);
      if (radio.value) address.searchParams.set(radio.name, radio.value);
      else address.searchParams.delete(radio.name);
      history.replaceState(null, "", address);
      carry();
    });
  }
  if (radios.some((radio) => radio.value && radio.checked)) {
    carry();
    targetOf(location.hash)?.scrollIntoView();
  }
}
