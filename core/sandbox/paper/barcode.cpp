#include "sandbox/paper/barcode.hpp"

#include <zint.h>

#include <memory>

namespace daifa::sandbox {

Barcode make_code_128(const std::string& text)
{
    Barcode barcode;
    const std::unique_ptr<zint_symbol, decltype(&ZBarcode_Delete)> symbol(ZBarcode_Create(),
                                                                          ZBarcode_Delete);
    if (!symbol)
        return barcode;
    symbol->symbology = BARCODE_CODE128;
    symbol->show_hrt = 0;
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const int size = static_cast<int>(text.size());
    if (ZBarcode_Encode_and_Buffer_Vector(symbol.get(), bytes, size, 0) >= ZINT_ERROR)
        return barcode;

    const double module = static_cast<double>(symbol->vector->width) / symbol->width;
    barcode.width = symbol->width;
    for (const auto* bar = symbol->vector->rectangles; bar != nullptr; bar = bar->next)
        barcode.bars.push_back({bar->x / module, bar->width / module});
    return barcode;
}

} // namespace daifa::sandbox
